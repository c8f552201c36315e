// Contract cases of triggers that fail while accounts are made, recovered and changed: three ways to fail for each operation.
import type { TriggerName } from "../../store/settings-records";
import type { PoolTriggers, TriggerHandler } from "../../triggers/triggers";
import type { CaseClient, ContractCase, ContractStand } from "../contract-case";
import { confirmSignUp, forgotPassword, freshName, resetPassword, signIn, signUp } from "./account-scene";

/** Makes ready while the trigger is well, and answers the call that meets it when it is not. */
type Prepare = (stand: ContractStand, client: CaseClient) => Promise<() => Promise<unknown>>;

/** An operation and the trigger that it fires. */
export interface Fired {
  readonly operation: string;
  readonly trigger: TriggerName;
  readonly prepare: Prepare;
}

const NEEDS_FUNCTION = "It needs a Lambda function that fails.";
const ARN = "arn:aws:lambda:eu-central-1:123456789012:function:contract";

const afterSignUp =
  (call: (stand: ContractStand, client: CaseClient, name: string) => Promise<unknown>): Prepare =>
  async (stand, client) => {
    const name = freshName();
    await signUp(stand, client, name);
    return () => call(stand, client, name);
  };

const withToken =
  (call: (stand: ContractStand, AccessToken: string) => Promise<unknown>): Prepare =>
  async (stand, client) => {
    const { AccessToken } = await signIn(stand, client);
    return () => call(stand, AccessToken);
  };

const FIRED: readonly Fired[] = [
  { operation: "SignUp", trigger: "PreSignUp", prepare: (stand, client) => Promise.resolve(() => signUp(stand, client, freshName())) },
  {
    operation: "ConfirmSignUp",
    trigger: "PostConfirmation",
    prepare: afterSignUp((stand, client, name) => confirmSignUp(stand, client, name, stand.local.codeFor(`${name}@example.com`))),
  },
  {
    operation: "ResendConfirmationCode",
    trigger: "CustomMessage",
    prepare: afterSignUp((stand, client, name) => stand.send("ResendConfirmationCode", { ClientId: client.id, Username: name })),
  },
  {
    operation: "ForgotPassword",
    trigger: "CustomMessage",
    prepare: async (stand, client) => {
      const { username } = await stand.newUser(client.poolId);
      return () => forgotPassword(stand, client, username);
    },
  },
  {
    operation: "ConfirmForgotPassword",
    trigger: "PostConfirmation",
    prepare: async (stand, client) => {
      const { username, email } = await stand.newUser(client.poolId);
      await forgotPassword(stand, client, username);
      return () => resetPassword(stand, client, username, stand.local.codeFor(email));
    },
  },
  {
    operation: "UpdateUserAttributes",
    trigger: "CustomMessage",
    prepare: withToken((stand, AccessToken) => {
      const UserAttributes = [{ Name: "email", Value: `${freshName()}@example.com` }];
      return stand.send("UpdateUserAttributes", { AccessToken, UserAttributes });
    }),
  },
  {
    operation: "GetUserAttributeVerificationCode",
    trigger: "CustomMessage",
    prepare: withToken((stand, AccessToken) => stand.send("GetUserAttributeVerificationCode", { AccessToken, AttributeName: "email" })),
  },
];

interface Failure {
  readonly outcome: string;
  readonly what: string;
  /** Null takes the function away. */
  readonly handler: TriggerHandler | null;
}

const FAILURES: readonly Failure[] = [
  {
    outcome: "UserLambdaValidationException",
    what: "throws",
    handler: () => {
      throw new Error("Not today");
    },
  },
  { outcome: "InvalidLambdaResponseException", what: "answers no event", handler: () => ({ request: {}, response: {} }) },
  { outcome: "UnexpectedLambdaException", what: "is not there", handler: null },
];

const pools = new WeakMap<ContractStand, Map<TriggerName, Promise<string>>>();

/** A pool whose LambdaConfig names the trigger; cases run one after another, so they share it. */
function poolWith(stand: ContractStand, trigger: TriggerName): Promise<string> {
  const known = pools.get(stand) ?? new Map<TriggerName, Promise<string>>();
  const pool = known.get(trigger) ?? stand.newPool({ AutoVerifiedAttributes: ["email"], LambdaConfig: { [trigger]: ARN } });
  pools.set(stand, known.set(trigger, pool));
  return pool;
}

function triggerCase({ operation, trigger, prepare }: Fired, { outcome, what, handler }: Failure): ContractCase {
  const table = (one: TriggerHandler | null): PoolTriggers => (one === null ? {} : { [trigger]: one });
  return {
    operation,
    outcome,
    what: `a ${trigger} trigger that ${what}`,
    liveReason: NEEDS_FUNCTION,
    run: async (stand) => {
      const poolId = await poolWith(stand, trigger);
      stand.local.setTriggers(
        poolId,
        table((event) => event),
      );
      const call = await prepare(stand, await stand.newClient(poolId));
      stand.local.setTriggers(poolId, table(handler));
      return call();
    },
  };
}

/** Every operation with every failure of its trigger. */
export function triggerFailureCases(fired: readonly Fired[]): readonly ContractCase[] {
  return fired.flatMap((one) => FAILURES.map((failure) => triggerCase(one, failure)));
}

/** Every operation of accounts with every failure of its trigger. */
export const ACCOUNT_TRIGGER_CASES: readonly ContractCase[] = triggerFailureCases(FIRED);
