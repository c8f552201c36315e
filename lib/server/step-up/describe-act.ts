// What step-up asks of the room that owns an act. Step-up knows no act; each room says what it is about to do, in terms that can be hashed.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import type { Result } from "@/lib/ground/result";
import type { Transaction } from "@/lib/server/postgres/database";
import type { Trader } from "@/lib/server/session/trader";
import type { Proof } from "@/lib/policy/purpose";

/** What an act's room answers when a grant is opened. */
export interface PreparedAct {
  readonly terms: Readonly<Record<string, string | number | null>>;
  readonly termsHash: string;
  /** What policy allows for this very act, before asking which proofs the trader has. May be empty; then `refusal` is the answer. */
  readonly proofs: readonly Proof[];
  readonly refusal: Refusal;
}

/** Describes the act on `subjectId` in the trader's transaction, or refuses: unknown, expired, on hold. It changes nothing. */
export type DescribeAct = (tx: Transaction, trader: Trader, subjectId: string, nowSeconds: number) => Promise<Result<PreparedAct, Refusal>>;
