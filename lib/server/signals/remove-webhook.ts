// Taking an endpoint away needs no proof: it can only keep signals in.
import "server-only";
import { isUuid } from "@/lib/ground/is-uuid";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import type { Trader } from "@/lib/server/session/trader";
import type { SignalParts } from "./signal-parts";

/** Removes the trader's endpoint at once; what waits for it is dropped. Throws RefusalError `not_found`. */
export async function removeWebhook(
  { sub, sessionId }: Pick<Trader, "sub" | "sessionId">,
  id: string,
  parts: SignalParts = services(),
): Promise<void> {
  if (!isUuid(id)) throw new RefusalError({ code: "not_found" });
  const nowSeconds = parts.clock.nowSeconds();
  await parts.database.asTrader(sub, async (tx) => {
    const removed = await tx.query(
      "UPDATE holdfast.webhook_endpoints SET removed_at = to_timestamp($2) WHERE id = $1 AND removed_at IS NULL RETURNING id",
      [id, nowSeconds],
    );
    if (removed.length === 0) throw new RefusalError({ code: "not_found" });
    await recordSecurityEvent(tx, { kind: "webhook_removed", sub, sessionId }, nowSeconds);
  });
}
