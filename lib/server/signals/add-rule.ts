// A new rule is on from the moment it is written: it tells of what comes after it.
import "server-only";
import { randomUUID } from "node:crypto";
import type { SignalRuleDto, SignalRuleRequest } from "@/lib/contracts/signals";
import { invariant } from "@/lib/ground/invariant";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { RULES_MAX } from "@/lib/signals/rule";
import { FEED_SEQ, findRule, isPairKnown } from "./rule-row";
import type { SignalParts } from "./signal-parts";

export const PAIR_UNKNOWN = "This pair is not one that we follow. Choose one from the list.";

/** Stores a rule. Throws RefusalError: `invalid_request` (the pair is none of the index), `limit_exceeded` (there are fifty). */
export async function addRule(
  trader: Pick<Trader, "sub">,
  { name, rule, spend, byMail, byWebhook }: SignalRuleRequest,
  parts: SignalParts = services(),
): Promise<SignalRuleDto> {
  const id = randomUUID();
  return parts.database.asTrader(trader.sub, async (tx) => {
    await lockTrader(tx, "signals", trader.sub);
    if (!(await isPairKnown(tx, rule.pairId))) throw new RefusalError({ code: "invalid_request", detail: PAIR_UNKNOWN });
    const [known] = await tx.query<{ count: number }>("SELECT count(*)::int AS count FROM holdfast.signal_rules WHERE removed_at IS NULL");
    if ((known?.count ?? 0) >= RULES_MAX)
      throw new RefusalError({ code: "limit_exceeded", detail: `You have ${RULES_MAX} rules, and that is the most. Remove one first.` });
    await tx.query(
      `INSERT INTO holdfast.signal_rules (id, trader, name, rule, spend, by_mail, by_webhook, is_on, from_seq, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, true, ${FEED_SEQ}, to_timestamp($8))`,
      [id, trader.sub, name, JSON.stringify(rule), spend, byMail, byWebhook, parts.clock.nowSeconds()],
    );
    const stored = await findRule(tx, id);
    invariant(stored !== null, "a rule that was stored is found");
    return stored;
  });
}
