// A rule while it is being written: every field as the person left it. What is read from it is either a rule or the first thing that is missing.
import { accept, refuse, type Result } from "@/lib/ground/result";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { parseAmount } from "@/lib/money/parse-amount";
import { type RuleKind, type RuleText, WINDOW_SECONDS, type WindowSeconds } from "./rule";
import { PERCENT_DECIMALS, PRICE_DECIMALS } from "./units-of";

/** The fields of the form. An empty pair or wallet is any. */
export interface RuleDraft {
  readonly kind: RuleKind;
  readonly wallet: string;
  readonly pairId: string;
  readonly usd: string;
  readonly price: string;
  readonly percent: string;
  readonly direction: "up" | "down";
  readonly side: "buy" | "sell";
  readonly wallets: string;
  readonly windowSeconds: WindowSeconds;
}

export type DraftField = "pairId" | "usd" | "price" | "percent" | "wallets";

/** What is wrong, and with which field. */
export interface DraftFault {
  readonly field: DraftField;
  readonly sentence: string;
}

export const EMPTY_DRAFT: RuleDraft = {
  ...{ kind: "wallet_buys", wallet: "", pairId: "", usd: "", price: "", percent: "5", direction: "up", side: "buy", wallets: "2" },
  windowSeconds: 3_600,
};

/** The rule, or what is still missing. The server judges it again. */
export function readDraft(draft: RuleDraft): Result<RuleText, DraftFault> {
  const pairId = draft.pairId === "" ? null : Number(draft.pairId);
  if (draft.kind === "wallet_buys") {
    const usdMin = draft.usd.trim();
    if (usdMin !== "" && !isAmount(usdMin, USD_DECIMALS)) return amountFault("usd");
    return accept({
      kind: "wallet_buys",
      wallet: draft.wallet === "" ? null : draft.wallet,
      pairId,
      usdMin: usdMin === "" ? null : usdMin,
    });
  }
  if (draft.kind === "wallets_agree") {
    const wallets = /^\d{1,2}$/.test(draft.wallets) ? Number(draft.wallets) : 0;
    if (wallets < 2 || wallets > 50) return refuse({ field: "wallets", sentence: "Choose a number from 2 to 50." });
    return accept({ kind: "wallets_agree", pairId, side: draft.side, wallets, windowSeconds: draft.windowSeconds });
  }
  if (pairId === null) return refuse({ field: "pairId", sentence: "Choose a pair." });
  return readPairRule(draft, pairId);
}

function readPairRule(draft: RuleDraft, pairId: number): Result<RuleText, DraftFault> {
  const { windowSeconds } = draft;
  const [usd, price, percent] = [draft.usd.trim(), draft.price.trim(), draft.percent.trim()];
  switch (draft.kind) {
    case "price_crosses":
      if (!isAmount(price, PRICE_DECIMALS)) return amountFault("price");
      return accept({ kind: "price_crosses", pairId, direction: draft.direction === "up" ? "above" : "below", price });
    case "price_moves":
      if (!isAmount(percent, PERCENT_DECIMALS))
        return refuse({ field: "percent", sentence: "Write a percentage above zero, with two decimals at most." });
      return accept({ kind: "price_moves", pairId, percent, windowSeconds });
    case "volume":
      return isAmount(usd, USD_DECIMALS) ? accept({ kind: "volume", pairId, usd, windowSeconds }) : amountFault("usd");
    default:
      if (!isAmount(usd, USD_DECIMALS)) return amountFault("usd");
      return accept({ kind: "flow", pairId, direction: draft.direction === "up" ? "in" : "out", usd, windowSeconds });
  }
}

const isAmount = (text: string, decimals: number): boolean => {
  const parsed = parseAmount(text, decimals);
  return parsed.ok && parsed.value > 0n;
};

const amountFault = (field: DraftField) => refuse({ field, sentence: "Write an amount above zero, such as 1500 or 0.25." });

/** The fields of a stored rule. */
export function draftOf(rule: RuleText): RuleDraft {
  const window = "windowSeconds" in rule ? rule.windowSeconds : EMPTY_DRAFT.windowSeconds;
  const base = { ...EMPTY_DRAFT, kind: rule.kind, pairId: rule.pairId === null ? "" : rule.pairId.toString(), windowSeconds: window };
  switch (rule.kind) {
    case "wallet_buys":
      return { ...base, wallet: rule.wallet ?? "", usd: rule.usdMin ?? "" };
    case "price_crosses":
      return { ...base, price: rule.price, direction: rule.direction === "above" ? "up" : "down" };
    case "price_moves":
      return { ...base, percent: rule.percent };
    case "volume":
      return { ...base, usd: rule.usd };
    case "flow":
      return { ...base, usd: rule.usd, direction: rule.direction === "in" ? "up" : "down" };
    case "wallets_agree":
      return { ...base, side: rule.side, wallets: rule.wallets.toString() };
  }
}

/** A window that a list of choices names by its seconds. */
export const windowOf = (seconds: string): WindowSeconds =>
  WINDOW_SECONDS.find((window) => window.toString() === seconds) ?? EMPTY_DRAFT.windowSeconds;
