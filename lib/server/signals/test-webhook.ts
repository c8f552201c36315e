// A test of an endpoint is a delivery like any other, sent by the worker: this process connects to nobody's address.
import "server-only";
import { randomUUID } from "node:crypto";
import type { WebhookDto } from "@/lib/contracts/signals";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import type { SignalParts } from "./signal-parts";
import { findWebhook } from "./webhook-row";

const TEST_EVERY_SECONDS = 10;

/** Queues one test. Throws RefusalError: `not_found`, `rate_limited` (one of this trader's was queued within the last ten seconds). */
export async function testWebhook(trader: Pick<Trader, "sub">, id: string, parts: SignalParts = services()): Promise<WebhookDto> {
  const nowSeconds = parts.clock.nowSeconds();
  return parts.database.asTrader(trader.sub, async (tx) => {
    await lockTrader(tx, "signals", trader.sub);
    const webhook = await findWebhook(tx, id);
    if (webhook === null) throw new RefusalError({ code: "not_found" });
    const recent = await tx.query(
      `SELECT 1 FROM holdfast.signal_deliveries WHERE trader = $1 AND event_id IS NULL AND queued_at > to_timestamp($2)
          AND queued_at <= to_timestamp($3)`,
      [trader.sub, nowSeconds - TEST_EVERY_SECONDS, nowSeconds],
    );
    if (recent.length > 0) throw new RefusalError({ code: "rate_limited", retryAfterSeconds: TEST_EVERY_SECONDS });
    await tx.query(
      `INSERT INTO holdfast.signal_deliveries (id, trader, channel, endpoint_id, queued_at, next_attempt_at)
       VALUES ($1, $2, 'webhook', $3, to_timestamp($4), to_timestamp($4))`,
      [randomUUID(), trader.sub, webhook.id, nowSeconds],
    );
    return { ...webhook, waiting: webhook.waiting + 1 };
  });
}
