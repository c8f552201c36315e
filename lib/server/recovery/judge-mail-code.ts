// Whether a typed code is the newest that was mailed. Wrong ones are counted for the whole account, so that asking for another mail helps nobody.
import "server-only";
import { accept, refuse, type Result } from "@/lib/ground/result";
import type { Database, Transaction } from "@/lib/server/postgres/database";
import type { CodeFault } from "./judge-recovery-code";
import { releaseAttempt, reserveAttempt } from "./recovery-attempts";

/** Judges by the keyed hash. The code is not used up: that is done by what it starts or ends, in one transaction with it. */
export async function judgeMailCode(
  database: Database,
  sub: string,
  hash: Uint8Array,
  nowSeconds: number,
): Promise<Result<null, CodeFault>> {
  const reserved = await database.asTrader(sub, (tx) => reserveAttempt(tx, sub, "mail_code", nowSeconds));
  if (!reserved.ok) return refuse({ kind: "locked", ...reserved.refusal });
  return database.asTrader(sub, async (tx) => {
    const found = await tx.query(
      "SELECT 1 FROM holdfast.recovery_mail_codes WHERE code_hash = $1 AND used_at IS NULL AND expires_at > to_timestamp($2)",
      [hash, nowSeconds],
    );
    if (found.length === 0) return refuse({ kind: "wrong" });
    await releaseAttempt(tx, sub, "mail_code");
    return accept(null);
  });
}

/** Uses the newest mailed code up. False when it was used in the meantime: of many at once, one is true. */
export async function useMailCode(tx: Transaction, nowSeconds: number): Promise<boolean> {
  const used = await tx.query(
    "UPDATE holdfast.recovery_mail_codes SET used_at = to_timestamp($1) WHERE used_at IS NULL AND expires_at > to_timestamp($1) RETURNING sub",
    [nowSeconds],
  );
  return used.length === 1;
}
