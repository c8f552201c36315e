// When the offer of a passkey may appear again on this browser.
import { rememberTrader, rememberedTrader } from "./remembered-trader";

const SNOOZE_SECONDS = 14 * 86_400;

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** Whether to offer a passkey here: not where one was used, and not before a "Not now" has run out. */
export function isPasskeyOfferDue(email: string): boolean {
  if (typeof PublicKeyCredential === "undefined") return false;
  const known = rememberedTrader();
  if (known?.email !== email) return true;
  return !known.hasPasskey && known.passkeyOfferSnoozedUntilSeconds <= nowSeconds();
}

/** "Not now": no offer on this browser for 14 days. */
export function snoozePasskeyOffer(email: string): void {
  rememberTrader(email, { snoozedUntilSeconds: nowSeconds() + SNOOZE_SECONDS });
}
