// The stand over real Cognito: the same cases, in pools that are made for them and deleted again.
import type { Answer, Send } from "../testing/drive-pool";
import type { ContractStand } from "./contract-case";
import { createStand } from "./contract-stand";
import type { LiveSettings } from "./live-settings";

type Sdk = Readonly<Record<string, unknown>>;
type Constructor = new (input: object) => { send(command: object): Promise<object> };

/** A stand and its end. */
export interface LiveStand {
  readonly stand: ContractStand;
  /** Deletes every pool that the stand made; rejects with the ids of those that it could not delete. */
  close(): Promise<void>;
}

function liveSend(sdk: Sdk, { region, endpoint }: LiveSettings): Send {
  const Client = sdk["CognitoIdentityProviderClient"] as Constructor;
  const client = new Client({ ...(region === null ? {} : { region }), ...(endpoint === null ? {} : { endpoint }) });
  return async (operation, input) => {
    const Command = sdk[`${operation}Command`] as new (input: object) => object;
    return (await client.send(new Command(input))) as Answer;
  };
}

/** A stand over the service that the settings name; credentials come from the SDK's default chain. */
export function createLiveStand(settings: LiveSettings, sdk: Sdk): LiveStand {
  const send = liveSend(sdk, settings);
  const poolIds: string[] = [];
  return {
    stand: createStand(send, null, (poolId) => poolIds.push(poolId)),
    close: async () => {
      const left: string[] = [];
      for (const poolId of poolIds) await send("DeleteUserPool", { UserPoolId: poolId }).catch(() => left.push(poolId));
      if (left.length > 0) throw new Error(`These user pools are left over: ${left.join(", ")}`);
    },
  };
}
