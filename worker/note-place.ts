// Where a signed transaction stands in the chain, written down when it has changed.
import type { Transaction } from "@/lib/server/postgres/database";
import type { Place } from "./judge-inclusion";
import type { SignedSettlement } from "./open-settlements";
import type { Worker } from "./worker";

/** Writes the place unless it is known. Finding it proves that the chain is there, so nothing waits for it any more. */
export async function notePlace({ database }: Pick<Worker, "database">, signed: SignedSettlement, place: Place): Promise<void> {
  const isNoted = signed.blockHash === place.blockHash && signed.confirmations === place.confirmations && signed.waitsFor === null;
  if (isNoted) return;
  await database.asTrader(signed.trader, (tx) => writePlace(tx, signed.id, place));
}

/** Writes the place of an open settlement. */
export const writePlace = (tx: Transaction, id: bigint, { blockNumber, blockHash, confirmations }: Place): Promise<unknown> =>
  tx.query(
    `UPDATE holdfast.settlements SET block_number = $2, block_hash = $3, confirmations = $4, waits_for = NULL
      WHERE id = $1 AND finished_at IS NULL`,
    [id.toString(), blockNumber?.toString() ?? null, blockHash, confirmations],
  );
