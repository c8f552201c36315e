// Which file of ours answers at which moment of a pool. Which moments a pool has is its policy's (`triggers`); a handler that comes is one line here, one in
// the policy and one in `triggers/local-pool.ts`, so that what is deployed and what the local pool runs are the same files. A test holds them together.
import type { PoolTrigger } from "@/lib/policy/pool-policy";

/** A secret of ours that a function may be given, by the name under which it reads it. */
export type TriggerSecret = "RECOVERY_TICKET_KEY";

/** What answers at one moment. */
export interface TriggerHandler {
  /** The handler's file in `infra/triggers`. */
  readonly file: string;
  readonly secrets?: readonly TriggerSecret[];
  /** A function that computes gets more, and with it a larger share of a processor. */
  readonly memoryMiB?: number;
}

/** Every handler there is. */
export const TRIGGER_HANDLERS: Readonly<Partial<Record<PoolTrigger, TriggerHandler>>> = {
  PreSignUp: { file: "pre-sign-up.ts", secrets: ["RECOVERY_TICKET_KEY"] },
  PreTokenGeneration: { file: "pre-token-generation.ts" },
  DefineAuthChallenge: { file: "define-auth-challenge.ts" },
  CreateAuthChallenge: { file: "create-auth-challenge.ts" },
  VerifyAuthChallengeResponse: { file: "verify-auth-challenge-response.ts", secrets: ["RECOVERY_TICKET_KEY"] },
  // Only while people move in from another store: it stands in no pool's policy, so that a pool without it is what is deployed.
  UserMigration: { file: "user-migration.ts", memoryMiB: 1_024 },
};
