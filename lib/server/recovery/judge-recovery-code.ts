// Whether a typed recovery code is one of the trader's that still works. It is used up later, by the session that it opens, so that a pool that
// does not answer costs no code.
import "server-only";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { readRecoveryCode } from "@/lib/recovery/recovery-code";
import type { Database, Transaction } from "@/lib/server/postgres/database";
import { hashRecoveryCode } from "./hash-recovery-code";
import { releaseAttempt, reserveAttempt } from "./recovery-attempts";

/** Why a code is not taken: it is wrong, or the account has tried too often today. */
export type CodeFault = { readonly kind: "wrong" } | { readonly kind: "locked"; readonly retryAfterSeconds: number };

interface Candidate {
  readonly id: string;
  readonly code_hash: Buffer;
}

/** The id of the code, unused now. A wrong one stays counted; a right one is not. */
export async function judgeRecoveryCode(
  database: Database,
  sub: string,
  typed: string,
  nowSeconds: number,
): Promise<Result<string, CodeFault>> {
  const reserved = await database.asTrader(sub, (tx) => reserveAttempt(tx, sub, "code", nowSeconds));
  if (!reserved.ok) return refuse({ kind: "locked", ...reserved.refusal });
  const code = readRecoveryCode(typed);
  const salt = code === null ? null : await database.asTrader(sub, findSalt);
  if (code === null || salt === null) return refuse({ kind: "wrong" });
  const hash = await hashRecoveryCode(code, salt);
  const found = await database.asTrader(sub, async (tx) => {
    const [row] = await tx.query<Candidate>(FIND, [hash]);
    if (row !== undefined) await releaseAttempt(tx, sub, "code");
    return row;
  });
  return found === undefined ? refuse({ kind: "wrong" }) : accept(found.id);
}

const FIND = `
  SELECT code.id, code.code_hash FROM holdfast.recovery_codes AS code JOIN holdfast.recovery_code_sets AS live ON live.id = code.set_id
   WHERE live.replaced_at IS NULL AND code.used_at IS NULL AND code.code_hash = $1`;

async function findSalt(tx: Transaction): Promise<Buffer | null> {
  const [live] = await tx.query<{ salt: Buffer }>("SELECT salt FROM holdfast.recovery_code_sets WHERE replaced_at IS NULL");
  return live?.salt ?? null;
}

/** Uses the code up in the transaction that opens its session. False when it was used or replaced in the meantime: of many at once, one is true. */
export async function useRecoveryCode(tx: Transaction, id: string, nowSeconds: number): Promise<boolean> {
  const used = await tx.query(
    `UPDATE holdfast.recovery_codes AS code SET used_at = to_timestamp($2)
      FROM holdfast.recovery_code_sets AS live
      WHERE code.id = $1 AND code.used_at IS NULL AND live.id = code.set_id AND live.replaced_at IS NULL RETURNING code.id`,
    [id, nowSeconds],
  );
  return used.length === 1;
}
