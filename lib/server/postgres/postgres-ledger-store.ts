// The ledger's port on PostgreSQL: one transfer, one transaction.
import "server-only";
import type { LedgerStore } from "@/lib/use-cases/ports/ledger-store";
import type { Database } from "./database";
import { postTransfer } from "./post-transfer";

/** Books through `database`, whose role decides what may be booked: deposits need holdfast_worker. */
export function createPostgresLedgerStore(database: Database): LedgerStore {
  return {
    post: (transfer, recordedAtSeconds) => database.asTrader(transfer.trader, (tx) => postTransfer(tx, transfer, recordedAtSeconds)),
  };
}
