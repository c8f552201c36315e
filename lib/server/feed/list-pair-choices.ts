// The pairs that the feed can be narrowed to.
import "server-only";
import { services } from "@/lib/server/services";
import type { FeedParts } from "./feed-parts";

/** Every pair by its symbols, within its network. */
export async function listPairChoices(
  parts: FeedParts = services(),
): Promise<readonly { readonly pairId: number; readonly network: string; readonly name: string }[]> {
  return parts.database.asService((tx) =>
    tx.query(
      `SELECT p.id AS "pairId", p.network, b.symbol || '/' || q.symbol AS name
         FROM holdfast.market_pairs p
         JOIN holdfast.market_tokens b ON b.network = p.network AND b.address = CASE WHEN p.is_token0_base THEN p.token0 ELSE p.token1 END
         JOIN holdfast.market_tokens q ON q.network = p.network AND q.address = CASE WHEN p.is_token0_base THEN p.token1 ELSE p.token0 END
        ORDER BY p.network, name, p.id`,
    ),
  );
}
