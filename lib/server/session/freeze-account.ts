// Freezing: it needs no proof, because it only ever tightens. Every session dies in the registry, and nothing is moved or changed afterwards.
import "server-only";
import { findFreeze } from "@/lib/server/freezes/find-freeze";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import type { Transaction } from "@/lib/server/postgres/database";
import { recordSecurityEvent } from "./record-security-event";

/** Where a freeze came from. */
export interface FreezeOrigin {
  readonly sub: string;
  /** Null for a link from a notice. */
  readonly sessionId: string | null;
  readonly detail: Readonly<Record<string, string>>;
}

/**
 * Freezes the account of the transaction's trader and ends all its sessions. `already` for one that is frozen and that nobody has begun to unfreeze:
 * then nothing changes. During the wait of an unfreezing it freezes anew, so that the wait starts over.
 */
export async function freezeAccount(tx: Transaction, origin: FreezeOrigin, nowSeconds: number): Promise<"frozen" | "already"> {
  const { sub, sessionId, detail } = origin;
  await lockTrader(tx, "freezes", sub);
  const standing = await findFreeze(tx, sub, nowSeconds);
  if (standing !== null && standing.unfreezesAtSeconds === null) return "already";
  await tx.query("INSERT INTO holdfast.account_freezes (sub, step, at) VALUES ($1, 'frozen', to_timestamp($2))", [sub, nowSeconds]);
  await tx.query(
    "UPDATE holdfast.sessions SET revoked_at = to_timestamp($2), revoked_reason = 'account_frozen' WHERE sub = $1 AND revoked_at IS NULL",
    [sub, nowSeconds],
  );
  await recordSecurityEvent(tx, { kind: "account_frozen", sub, sessionId, detail }, nowSeconds);
  return "frozen";
}
