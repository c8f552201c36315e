// Rows of recoveries, and the statements on one of them. All but the look-up by a link run inside the trader's own transaction.
import "server-only";
import { RECOVERY_READY_SECONDS, RECOVERY_WAIT_SECONDS } from "@/lib/policy/account-policy";
import type { Recovery, RecoveryOutcome } from "@/lib/recovery/judge-recovery";
import type { Transaction } from "@/lib/server/postgres/database";

const COLUMNS = `id, outcome, extract(epoch FROM started_at)::float8 AS "startedAtSeconds", extract(epoch FROM ready_at)::float8 AS "readyAtSeconds",
  extract(epoch FROM lapses_at)::float8 AS "lapsesAtSeconds", extract(epoch FROM ended_at)::float8 AS "endedAtSeconds",
  extract(epoch FROM settled_at)::float8 AS "settledAtSeconds"`;

/** The recoveries of the transaction's trader that can still matter, newest first. */
export function listRecoveries(tx: Transaction): Promise<Recovery[]> {
  return tx.query<Recovery>(`SELECT ${COLUMNS} FROM holdfast.recoveries ORDER BY started_at DESC, id LIMIT 50`);
}

/** From where a recovery was started, in its coarse form. */
export async function findOrigin(tx: Transaction, id: string): Promise<{ readonly device: string; readonly network: string }> {
  const [row] = await tx.query<{ device: string; network: string }>("SELECT device, network FROM holdfast.recoveries WHERE id = $1", [id]);
  return row ?? { device: "", network: "" };
}

/** Writes a new recovery, as long as policy says. */
export async function insertRecovery(
  tx: Transaction,
  row: {
    readonly id: string;
    readonly sub: string;
    readonly device: string;
    readonly network: string;
    readonly cancelTokenHash: Uint8Array;
    /** The request of the desk that it stands on; absent for one that its trader started. */
    readonly deskRequestId?: string;
  },
  nowSeconds: number,
): Promise<void> {
  const readyAtSeconds = nowSeconds + RECOVERY_WAIT_SECONDS;
  await tx.query(
    `INSERT INTO holdfast.recoveries (id, sub, started_at, ready_at, lapses_at, device, network, cancel_token_hash, desk_request_id)
     VALUES ($1, $2, to_timestamp($3), to_timestamp($4), to_timestamp($5), $6, $7, $8, $9)`,
    [
      ...[row.id, row.sub, nowSeconds, readyAtSeconds, readyAtSeconds + RECOVERY_READY_SECONDS],
      ...[row.device, row.network, row.cancelTokenHash, row.deskRequestId ?? null],
    ],
  );
}

/** Ends an open recovery. False when it has ended already: of many at once, one is true. */
export async function endRecovery(tx: Transaction, id: string, outcome: RecoveryOutcome, nowSeconds: number): Promise<boolean> {
  const ended = await tx.query(
    "UPDATE holdfast.recoveries SET outcome = $2, ended_at = to_timestamp($3) WHERE id = $1 AND outcome IS NULL RETURNING id",
    [id, outcome, nowSeconds],
  );
  return ended.length === 1;
}

/** Completes a recovery whose wait is over and that nobody has ended. */
export async function completeRecovery(tx: Transaction, id: string, nowSeconds: number): Promise<boolean> {
  const completed = await tx.query(
    `UPDATE holdfast.recoveries SET outcome = 'completed', ended_at = to_timestamp($2)
      WHERE id = $1 AND outcome IS NULL AND ready_at <= to_timestamp($2) AND lapses_at > to_timestamp($2) RETURNING id`,
    [id, nowSeconds],
  );
  return completed.length === 1;
}

/** Whose recovery a cancel link names, in a transaction without a trader; null for a link that names none. */
export async function findByCancelToken(tx: Transaction, hash: Uint8Array): Promise<{ readonly id: string; readonly sub: string } | null> {
  const [row] = await tx.query<{ id: string; sub: string }>("SELECT id, sub FROM holdfast.recoveries WHERE cancel_token_hash = $1", [hash]);
  return row ?? null;
}

/** Whether two operators of the support desk started it; a trader's own recovery opens nothing of a frozen account. */
export async function isOfDesk(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.query("SELECT 1 FROM holdfast.recoveries WHERE id = $1 AND desk_request_id IS NOT NULL", [id]);
  return rows.length === 1;
}
