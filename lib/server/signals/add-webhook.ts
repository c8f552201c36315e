// A new endpoint. It takes no fresh proof: signals move nothing. The trader is told by mail, because they say what the trader watches (ADR 043).
import "server-only";
import { randomUUID } from "node:crypto";
import type { NewWebhookDto } from "@/lib/contracts/signals";
import { invariant } from "@/lib/ground/invariant";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { type Services, services } from "@/lib/server/services";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import type { Trader } from "@/lib/server/session/trader";
import { webhookSecret } from "@/lib/server/signal-store/webhook-secret";
import { judgeWebhookUrl } from "@/lib/signals/judge-webhook-url";
import { findWebhook, findWebhooks } from "./webhook-row";

export const WEBHOOKS_MAX = 5;

type WebhookParts = Pick<Services, "database" | "clock"> & { readonly settings: Pick<Services["settings"], "webhookKey"> };

/**
 * Stores an endpoint and answers its secret, this once. Throws RefusalError: `address_invalid` (with the sentence of judgeWebhookUrl), `conflict`
 * (it is there already), `limit_exceeded` (there are five).
 */
export async function addWebhook(
  { sub, sessionId }: Pick<Trader, "sub" | "sessionId">,
  text: string,
  parts: WebhookParts = services(),
): Promise<NewWebhookDto> {
  const judged = judgeWebhookUrl(text);
  if (!judged.ok) throw new RefusalError({ code: "address_invalid", detail: judged.refusal });
  const [id, nowSeconds] = [randomUUID(), parts.clock.nowSeconds()];
  return parts.database.asTrader(sub, async (tx) => {
    await lockTrader(tx, "signals", sub);
    const known = await findWebhooks(tx);
    if (known.some(({ url }) => url === judged.value))
      throw new RefusalError({ code: "conflict", detail: "Your signals are sent there already." });
    if (known.length >= WEBHOOKS_MAX)
      throw new RefusalError({
        code: "limit_exceeded",
        detail: `You have ${WEBHOOKS_MAX} webhooks, and that is the most. Remove one first.`,
      });
    await tx.query("INSERT INTO holdfast.webhook_endpoints (id, trader, url, created_at) VALUES ($1, $2, $3, to_timestamp($4))", [
      ...[id, sub, judged.value, nowSeconds],
    ]);
    await recordSecurityEvent(tx, { kind: "webhook_added", sub, sessionId, detail: { host: new URL(judged.value).hostname } }, nowSeconds);
    const stored = await findWebhook(tx, id);
    invariant(stored !== null, "an endpoint that was stored is found");
    return { ...stored, secret: webhookSecret(parts.settings.webhookKey, id) };
  });
}
