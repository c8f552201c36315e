// One sentence of the contract with Cognito, as something that can be run: against this pool, or against a real one.
import type { Answer, Send } from "../testing/drive-pool";
import type { PoolTriggers } from "../triggers/triggers";

/** What only a local pool can do for a case. */
export interface LocalControl {
  /** The newest code that was mailed to this address. */
  codeFor(email: string): string;
  /** Moves the pool's clock. */
  advance(seconds: number): void;
  /** Milliseconds since the epoch by the pool's clock. */
  nowMs(): number;
  /** Hands the pool its Lambda triggers; they are called where the pool's LambdaConfig names them. */
  setTriggers(poolId: string, handlers: PoolTriggers): void;
}

/** A client that a case made, with the pool that it belongs to. */
export interface CaseClient {
  readonly id: string;
  readonly poolId: string;
  readonly secret: string | null;
}

/** A user that a case made: confirmed, with a permanent password. */
export interface CaseUser {
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

/** What a case works with. Pools, clients and users are made by Cognito's own operations, so that a real pool serves them too. */
export interface ContractStand {
  readonly send: Send;
  /** Throws against a real pool; cases that need it name their reason in `liveReason`. */
  readonly local: LocalControl;
  /** A fresh pool; `settings` are members of CreateUserPool. */
  newPool(settings?: Readonly<Record<string, unknown>>): Promise<string>;
  /** A fresh client; `settings` are members of CreateUserPoolClient. */
  newClient(poolId: string, settings?: Readonly<Record<string, unknown>>): Promise<CaseClient>;
  /** A fresh user with a permanent password. */
  newUser(poolId: string): Promise<CaseUser>;
  /** Signs in by USER_SRP_AUTH and answers what comes next. */
  passPassword(client: CaseClient, user: CaseUser): Promise<Answer>;
}

/** A case. `outcome` is "success" or the name of the exception that the operation must refuse with. */
export interface ContractCase {
  readonly operation: string;
  readonly outcome: string;
  readonly what: string;
  /** Why a real pool cannot serve this case, or null when it can. */
  readonly liveReason: string | null;
  /** Answers with the success, or rejects with the exception. */
  readonly run: (stand: ContractStand) => Promise<unknown>;
}
