// The one change of credentials that needs no approval: a trader who has just signed in adds the first passkey of the account.
import "server-only";
import { settings } from "@/lib/server/env";
import type { Transaction } from "@/lib/server/postgres/database";
import { findHoldRefusal } from "@/lib/server/session/holds";
import type { Trader } from "@/lib/server/session/trader";

/** Whether any passkey was added through us. */
export async function hasOwnPasskey(tx: Transaction): Promise<boolean> {
  const rows = await tx.query("SELECT 1 FROM holdfast.passkeys LIMIT 1");
  return rows.length === 1;
}

/**
 * Whether this is a first enrolment right after a fresh sign-in: the session may act (so its credential was enrolled through us), its sign-in is at
 * most `credentialChangeAgeSecondsMax` old (`auth_time` does not move with a refresh), no hold
 * stands against it, and no passkey was added through us yet.
 */
export async function isFirstEnrolment(tx: Transaction, trader: Trader, nowSeconds: number): Promise<boolean> {
  if (trader.readOnlyReason !== null || nowSeconds - trader.authTimeSeconds > settings().credentialChangeAgeSecondsMax) return false;
  return (await findHoldRefusal(tx, "passkey_add", nowSeconds)) === null && !(await hasOwnPasskey(tx));
}
