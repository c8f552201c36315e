// The list of rules for its page and its route.
import "server-only";
import type { SignalRuleDto } from "@/lib/contracts/signals";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { findRule, findRules } from "./rule-row";
import type { SignalParts } from "./signal-parts";

/** Every rule of the trader, newest first. */
export async function listRules(
  trader: Pick<Trader, "sub">,
  parts: SignalParts = services(),
): Promise<{ rules: readonly SignalRuleDto[] }> {
  return { rules: await parts.database.asTrader(trader.sub, findRules) };
}

/** One rule of the trader. Throws RefusalError `not_found`. */
export async function getRule(trader: Pick<Trader, "sub">, id: string, parts: SignalParts = services()): Promise<SignalRuleDto> {
  const rule = await parts.database.asTrader(trader.sub, (tx) => findRule(tx, id));
  if (rule === null) throw new RefusalError({ code: "not_found" });
  return rule;
}
