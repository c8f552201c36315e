// The ledger as verbs see it. Memory and PostgreSQL keep the same contract; one suite of tests holds both to it.
import type { Result } from "@/lib/ground/result";
import type { Booking, BookingFault } from "@/lib/ledger/book";
import type { Transfer } from "@/lib/ledger/transfer";

/** Why a transfer was not booked; nothing has moved. */
export type StoreFault = BookingFault | "unknown_asset";

/** Books transfers, each once and whole. */
export interface LedgerStore {
  /**
   * Books a transfer. Same trader, key and body: the first answer again, and nothing moves. Refusals: every fault of the rules;
   * `idempotency_conflict` (key known, body another); `insufficient_funds`; `unknown_asset`. Outages throw UnavailableError("database").
   */
  post(transfer: Transfer, recordedAtSeconds: number): Promise<Result<Booking, StoreFault>>;
}
