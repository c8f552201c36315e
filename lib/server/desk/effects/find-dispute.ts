// The dispute that a request names: a recovery of this trader that was cancelled too often and that nobody has settled.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { recoveryStanding } from "@/lib/recovery/judge-recovery";
import type { Transaction } from "@/lib/server/postgres/database";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { listRecoveries } from "@/lib/server/recovery/recovery-row";
import type { ActSubject } from "./desk-effect";

/** The refusal when there is no such dispute now, or null. It takes the trader's turn, so that two decisions are judged one after the other. */
export async function refuseWithoutDispute(
  tx: Transaction,
  { trader, subjectId }: ActSubject,
  nowSeconds: number,
): Promise<Refusal | null> {
  await lockTrader(tx, "recovery", trader);
  const standing = recoveryStanding(await listRecoveries(tx), nowSeconds);
  const isDispute = standing.state === "disputed" && standing.recovery.id === subjectId;
  return isDispute ? null : { code: "conflict", detail: "There is no such dispute now." };
}

/** Settles the dispute as of `atSeconds`: until then the way back stays closed. The database lets this happen once. */
export async function settleDispute(tx: Transaction, id: string, atSeconds: number): Promise<void> {
  await tx.query(
    "UPDATE holdfast.recoveries SET settled_at = to_timestamp($2) WHERE id = $1 AND outcome = 'disputed' AND settled_at IS NULL",
    [id, atSeconds],
  );
}
