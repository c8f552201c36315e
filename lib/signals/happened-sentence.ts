// A signal in one sentence, for the list, the mail and the webhook.
import type { Happened } from "./happened";
import { windowName } from "./rule-sentence";
import { shortNumber } from "./short-number";

/** What happened, with a full stop. `walletName` is the trader's own label where there is one. */
export function happenedSentence(event: Happened, walletName: string | null = null): string {
  const { rule, pair } = event;
  const market = `${pair.base}/${pair.quote}`;
  const measured = event.measured ?? "";
  switch (rule.kind) {
    case "wallet_buys":
      return `${walletName ?? shortWallet(event.wallet)} bought ${pair.base}${event.usd === null ? "" : ` for ${shortNumber(event.usd)} USD`} at ${shortNumber(event.price)} ${pair.quote}.`;
    case "price_crosses":
      return `${market} ${rule.direction === "above" ? "rose to" : "fell to"} ${shortNumber(event.price)}, past ${rule.price}.`;
    case "price_moves":
      return `${market} moved by ${measured.startsWith("-") ? `−${shortNumber(measured.slice(1))}` : `+${shortNumber(measured)}`} % within ${windowName(rule.windowSeconds)}, to ${shortNumber(event.price)}.`;
    case "volume":
      return `${shortNumber(measured)} USD changed hands on ${market} within ${windowName(rule.windowSeconds)}.`;
    case "flow":
      return `${rule.direction === "in" ? "Purchases exceeded sales" : "Sales exceeded purchases"} on ${market} by ${shortNumber(measured.replace(/^-/, ""))} USD within ${windowName(rule.windowSeconds)}.`;
    case "wallets_agree":
      return `${measured} wallets you follow ${rule.side === "buy" ? "bought" : "sold"} on ${market} within ${windowName(rule.windowSeconds)}.`;
  }
}

/** An address as a name: its beginning and its end. */
export const shortWallet = (wallet: string): string => `${wallet.slice(0, 6)}…${wallet.slice(-4)}`;
