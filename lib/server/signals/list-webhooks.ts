// The endpoints for their card and their route.
import "server-only";
import type { WebhooksDto } from "@/lib/contracts/signals";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import type { SignalParts } from "./signal-parts";
import { findWebhooks } from "./webhook-row";

/** Every endpoint of the trader, oldest first, without its secret. */
export async function listWebhooks(trader: Pick<Trader, "sub">, parts: SignalParts = services()): Promise<WebhooksDto> {
  return { webhooks: await parts.database.asTrader(trader.sub, findWebhooks) };
}
