// What follows when a chain takes swaps back: their events are marked, and rules count their windows from what still stands.
import type { Transaction } from "@/lib/server/postgres/database";
import { standingSwaps } from "@/lib/server/signal-store/standing-swaps";
import { recountPair, takeBackFiring } from "@/lib/signals/start-rule";
import type { LiveRule } from "./live-rule";
import type { Retraction } from "./read-feed";

/** Takes back a run of swaps. Rules that are off or changed meanwhile lose the event all the same. */
export async function takeBack(
  tx: Transaction,
  retractions: readonly Retraction[],
  rules: readonly LiveRule[],
  nowSeconds: number,
): Promise<void> {
  const last = retractions.at(-1);
  if (last === undefined) return;
  const gone = await tx.query<{ rule: string; key: string }>(
    `UPDATE holdfast.signal_events SET retracted_at = to_timestamp($2) WHERE swap_seq = ANY ($1) AND retracted_at IS NULL
     RETURNING rule_id AS rule, event_key AS key`,
    [retractions.map(({ swapSeq }) => swapSeq), nowSeconds],
  );
  const pairs = [...new Set(retractions.map(({ pairId }) => pairId))];
  for (const live of rules) {
    const touched = pairs.filter((pairId) => live.rule.pairId === null || live.rule.pairId === pairId);
    if (touched.length === 0) continue;
    for (const pairId of touched) {
      if (live.state.pairs[pairId] === undefined) continue;
      const standing = await standingSwaps(tx, { rule: live.rule, pairId, follows: live.follows, untilSeq: last.seq });
      live.state = recountPair(live.rule, live.state, pairId, standing, live.follows);
    }
    live.state = takeBackFiring(live.state, new Set(gone.filter(({ rule }) => rule === live.id).map(({ key }) => key)));
    live.isChanged = true;
  }
}
