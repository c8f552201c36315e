// The pairs that the feed can be narrowed to.
import "server-only";
import { PAIR_TOKENS } from "@/lib/server/market/pair-tokens";
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
${PAIR_TOKENS}
        ORDER BY p.network, name, p.id`,
    ),
  );
}
