// Who a test browser's cookies stand for.
import { resolveTrader } from "@/lib/server/session/resolve-trader";
import type { Trader } from "@/lib/server/session/trader";
import type { TestBrowser } from "./browser-fetch";
import { cookieHeaderOf } from "./passkey-at-pool";

/** The trader whose session the browser holds; throws when there is none. */
export async function traderOf(browser: TestBrowser): Promise<Trader> {
  const trader = await resolveTrader(cookieHeaderOf(browser.jar));
  if (!trader.ok) throw new Error(`Nobody is signed in: ${trader.refusal.code}`);
  return trader.value;
}
