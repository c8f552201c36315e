// An event is written with everything that must follow from it, and only the first time: the database knows its name.
import { randomUUID } from "node:crypto";
import type { Transaction } from "@/lib/server/postgres/database";
import type { PairFacts } from "@/lib/server/signal-store/pair-facts";
import { timeText } from "@/lib/server/postgres/time-text";
import { describeHappening } from "@/lib/signals/describe-happening";
import type { Happening } from "@/lib/signals/evaluate-rule";
import { prepareAction } from "@/lib/signals/prepare-action";
import type { LiveRule } from "./live-rule";

/** One firing of a rule, by the swap at `seq` of the feed. */
export interface Firing {
  readonly rule: LiveRule;
  readonly happening: Happening;
  readonly pair: PairFacts;
  readonly seq: bigint;
}

/** Writes the event and its deliveries. One that was raised before stands again if it was taken back, and nobody is told twice. */
export async function raiseEvent(tx: Transaction, { rule, happening, pair, seq }: Firing, nowSeconds: number): Promise<void> {
  const eventId = randomUUID();
  const { pairId, network, base, quote, baseContract, heldAssets } = pair;
  const happened = describeHappening(rule.rule, happening, { pairId, network, base, quote }, timeText(happening.swap.atSeconds));
  const action = prepareAction({ eventId, network, baseContract, spend: rule.spend, heldAssets });
  const [written] = await tx.query<{ isNew: boolean }>(
    `INSERT INTO holdfast.signal_events (id, rule_id, trader, event_key, happened, action, swap_seq, raised_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8))
     ON CONFLICT (rule_id, event_key) DO UPDATE SET swap_seq = excluded.swap_seq, retracted_at = NULL RETURNING id = $1 AS "isNew"`,
    [eventId, rule.id, rule.trader, happening.key, JSON.stringify(happened), JSON.stringify(action), seq, nowSeconds],
  );
  if (written?.isNew !== true) return;
  if (rule.byMail)
    await tx.query(
      `INSERT INTO holdfast.signal_deliveries (id, trader, channel, event_id, queued_at, next_attempt_at)
       VALUES ($1, $2, 'mail', $3, to_timestamp($4), to_timestamp($4))`,
      [randomUUID(), rule.trader, eventId, nowSeconds],
    );
  if (rule.byWebhook)
    await tx.query(
      `INSERT INTO holdfast.signal_deliveries (id, trader, channel, event_id, endpoint_id, queued_at, next_attempt_at)
       SELECT gen_random_uuid(), trader, 'webhook', $2, id, to_timestamp($3), to_timestamp($3)
         FROM holdfast.webhook_endpoints WHERE trader = $1 AND removed_at IS NULL AND failing_since IS NULL`,
      [rule.trader, eventId, nowSeconds],
    );
}
