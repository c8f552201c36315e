// A small pool for tests of tokens: one password is enough to sign in, so that what is tested is what comes after.
import { createPoolClock } from "../clock/pool-clock";
import { startTestPool, type RunningTestPool } from "../server/start-test-pool";
import { openKeyRing } from "../store/key-ring";
import { parseSeed } from "../store/seed";
import { createTriggers, type PoolTriggers } from "../triggers/triggers";
import { hashFor, MACHINE_MS, tokensOf, type Send, type Tokens } from "./drive-pool";
import type { TestClient } from "./test-seed";

export const POOL_ID = "eu-central-1_Tokens001";
export const APP: TestClient = { id: "appclient00000000000000000", poolId: POOL_ID, secret: null };
export const MACHINE: TestClient = { id: "machineclient0000000000000", poolId: POOL_ID, secret: "themachinesownsecret0000" };

export const ALICE = {
  email: "alice@holdfast.test",
  password: "Alice-has-1-passphrase",
  sub: "44444444-4444-4444-8444-444444444444",
  username: "dddddddd-4444-4444-8444-444444444444",
};
export const BOB = {
  email: "bob@holdfast.test",
  password: "Bob-has-1-passphrase!",
  sub: "55555555-5555-4555-8555-555555555555",
  username: "eeeeeeee-5555-4555-8555-555555555555",
};

/** What differs from the small pool: settings of the pool, of its app client, of further clients, and of Alice. */
export interface TokenPoolOptions {
  readonly pool?: object;
  readonly app?: object;
  readonly clients?: readonly object[];
  readonly alice?: object;
  readonly triggers?: PoolTriggers;
}

const keys = openKeyRing(null);

/** Starts the pool in memory on a free port; its clock moves only when told to. */
export function startTokenPool({ pool, app, clients = [], alice, triggers = {} }: TokenPoolOptions = {}): Promise<RunningTestPool> {
  const flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];
  const seed = parseSeed({
    pools: [
      {
        id: POOL_ID,
        aliasAttributes: ["email"],
        ...pool,
        clients: [{ id: APP.id, explicitAuthFlows: flows, ...app }, ...clients],
      },
    ],
    users: [
      { ...ALICE, poolId: POOL_ID, ...alice },
      { ...BOB, poolId: POOL_ID },
    ],
  });
  const clock = createPoolClock(0, () => MACHINE_MS);
  return startTestPool({
    port: 0,
    dataDir: null,
    clockFile: null,
    seed,
    keys,
    clock,
    triggers: createTriggers({ [POOL_ID]: triggers }),
  });
}

/** Tokens for a password. */
export async function signInByPassword(
  send: Send,
  user: { readonly username: string; readonly password: string } = ALICE,
  client: TestClient = APP,
  more: Readonly<Record<string, string>> = {},
): Promise<Tokens> {
  const parameters = { USERNAME: user.username, PASSWORD: user.password, ...hashFor(client, user.username), ...more };
  return tokensOf(await send("InitiateAuth", { ClientId: client.id, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: parameters }));
}
