// Signals that were looked at.
import "server-only";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import type { SignalParts } from "./signal-parts";

/** Marks these signals as read, or all of them (null). Ids of nobody, or of somebody else, change nothing. */
export async function markRead(trader: Pick<Trader, "sub">, ids: readonly string[] | null, parts: SignalParts = services()): Promise<void> {
  await parts.database.asTrader(trader.sub, (tx) =>
    tx.query(
      `UPDATE holdfast.signal_events SET read_at = to_timestamp($2)
        WHERE trader = $1 AND read_at IS NULL AND ($3::uuid[] IS NULL OR id = ANY ($3))`,
      [trader.sub, parts.clock.nowSeconds(), ids],
    ),
  );
}
