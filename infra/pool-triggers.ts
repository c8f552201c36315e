// Which function of ours stands at which moment of the traders' pool. A new trigger is one line here and one in `triggers/local-pool.ts`, so that
// what is deployed and what the local pool runs are the same list of files; a test holds the two together.

/** A secret of ours that a function may be given, by the name under which it reads it. */
export type TriggerSecret = "RECOVERY_TICKET_KEY";

/** One function of the pool. */
export interface PoolTrigger {
  /** Cognito's name of the moment, as its `LambdaConfig` says it. */
  readonly trigger:
    | "PreSignUp"
    | "PostConfirmation"
    | "PreAuthentication"
    | "PostAuthentication"
    | "DefineAuthChallenge"
    | "CreateAuthChallenge"
    | "VerifyAuthChallengeResponse"
    | "PreTokenGeneration"
    | "UserMigration"
    | "CustomMessage";
  /** The handler's file in `infra/triggers`. */
  readonly file: string;
  readonly secrets?: readonly TriggerSecret[];
  /** PreTokenGeneration only: the form of its event. */
  readonly eventVersion?: "V1_0" | "V2_0" | "V3_0";
}

/** Every trigger of the traders' pool. The staff's pool has none. */
export const POOL_TRIGGERS: readonly PoolTrigger[] = [
  { trigger: "DefineAuthChallenge", file: "define-auth-challenge.ts" },
  { trigger: "CreateAuthChallenge", file: "create-auth-challenge.ts" },
  { trigger: "VerifyAuthChallengeResponse", file: "verify-auth-challenge-response.ts", secrets: ["RECOVERY_TICKET_KEY"] },
];
