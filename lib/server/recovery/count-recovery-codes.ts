// How many codes of the live set are left.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";

/** The live set. Whole seconds since the Unix epoch. */
export interface RecoveryCodeCount {
  readonly left: number;
  readonly createdAtSeconds: number;
}

/** The count of the transaction's trader, or null when no set was ever made. */
export async function countRecoveryCodes(tx: Transaction): Promise<RecoveryCodeCount | null> {
  const [row] = await tx.query<RecoveryCodeCount>(
    `SELECT extract(epoch FROM live.created_at)::float8 AS "createdAtSeconds", count(code.id) FILTER (WHERE code.used_at IS NULL)::int AS left
       FROM holdfast.recovery_code_sets AS live JOIN holdfast.recovery_codes AS code ON code.set_id = live.id
      WHERE live.replaced_at IS NULL GROUP BY live.id`,
  );
  return row ?? null;
}
