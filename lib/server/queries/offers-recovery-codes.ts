// Whether a page should offer the account's first recovery codes now: right after a sign-in they take no approval.
import "server-only";
import { countRecoveryCodes } from "@/lib/server/recovery/count-recovery-codes";
import { services } from "@/lib/server/services";
import { findHoldRefusal } from "@/lib/server/session/holds";
import type { Trader } from "@/lib/server/session/trader";

/** True for a fresh sign-in of an account that never had codes. The database is asked only then. */
export async function offersRecoveryCodes(trader: Trader): Promise<boolean> {
  const { clock, database, settings } = services();
  const nowSeconds = clock.nowSeconds();
  const isFresh = nowSeconds - trader.authTimeSeconds <= settings.credentialChangeAgeSecondsMax;
  if (!isFresh || trader.readOnlyReason !== null) return false;
  return database.asTrader(
    trader.sub,
    async (tx) => (await countRecoveryCodes(tx)) === null && (await findHoldRefusal(tx, "recovery_codes", nowSeconds)) === null,
  );
}
