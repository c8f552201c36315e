// A rule that was changed begins anew: what it remembered was measured for another question.
import "server-only";
import type { SignalRuleDto, SignalRuleRequest } from "@/lib/contracts/signals";
import { isUuid } from "@/lib/ground/is-uuid";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Transaction } from "@/lib/server/postgres/database";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { PAIR_UNKNOWN } from "./add-rule";
import { FEED_SEQ, findRule, isPairKnown } from "./rule-row";
import type { SignalParts } from "./signal-parts";

/** Writes a rule anew; whether it is on stays. Throws RefusalError: `not_found`, `invalid_request` (the pair is none of the index). */
export function changeRule(
  trader: Pick<Trader, "sub">,
  id: string,
  { name, rule, spend, byMail, byWebhook }: SignalRuleRequest,
  parts: SignalParts = services(),
): Promise<SignalRuleDto> {
  return onRule(trader, id, parts, async (tx) => {
    if (!(await isPairKnown(tx, rule.pairId))) throw new RefusalError({ code: "invalid_request", detail: PAIR_UNKNOWN });
    await tx.query(
      `UPDATE holdfast.signal_rules SET name = $2, rule = $3, spend = $4, by_mail = $5, by_webhook = $6, version = version + 1, from_seq = ${FEED_SEQ}
        WHERE id = $1`,
      [id, name, JSON.stringify(rule), spend, byMail, byWebhook],
    );
  });
}

/** Turns a rule on or off. One that is turned on tells of what comes after. Throws RefusalError `not_found`. */
export function switchRule(
  trader: Pick<Trader, "sub">,
  id: string,
  isOn: boolean,
  parts: SignalParts = services(),
): Promise<SignalRuleDto> {
  return onRule(trader, id, parts, async (tx) => {
    await tx.query(
      `UPDATE holdfast.signal_rules SET is_on = $2, version = version + 1, from_seq = ${FEED_SEQ} WHERE id = $1 AND is_on <> $2`,
      [id, isOn],
    );
  });
}

/** Removes a rule. Its events stay in the list. Throws RefusalError `not_found`. */
export async function removeRule(trader: Pick<Trader, "sub">, id: string, parts: SignalParts = services()): Promise<void> {
  const removed = isUuid(id)
    ? await parts.database.asTrader(trader.sub, (tx) =>
        tx.query(
          "UPDATE holdfast.signal_rules SET removed_at = to_timestamp($2), is_on = false WHERE id = $1 AND removed_at IS NULL RETURNING id",
          [id, parts.clock.nowSeconds()],
        ),
      )
    : [];
  if (removed.length === 0) throw new RefusalError({ code: "not_found" });
}

function onRule(
  { sub }: Pick<Trader, "sub">,
  id: string,
  parts: SignalParts,
  write: (tx: Transaction) => Promise<void>,
): Promise<SignalRuleDto> {
  return parts.database.asTrader(sub, async (tx) => {
    await lockTrader(tx, "signals", sub);
    if ((await findRule(tx, id)) === null) throw new RefusalError({ code: "not_found" });
    await write(tx);
    const changed = await findRule(tx, id);
    if (changed === null) throw new RefusalError({ code: "not_found" });
    return changed;
  });
}
