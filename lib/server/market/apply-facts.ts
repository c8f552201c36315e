// Facts of a chain become rows: swaps with their price and value, candles, token prices, lots, profits (formulas: ADR 038).
import "server-only";
import { invariant } from "@/lib/ground/invariant";
import type { IndexFact } from "@/lib/market/index-facts";
import type { Transaction } from "@/lib/server/postgres/database";
import { loadMarket } from "./load-market";
import { playFacts } from "./play-facts";
import { settleWallets } from "./settle-wallets";
import { ALL_NETWORKS } from "./wallet-figures";
import { writeCandles } from "./write-candles";
import { writePairStates, writeReserveChanges } from "./write-reserves";
import { writeSwaps } from "./write-swaps";
import { writeTokenPrices } from "./write-token-prices";

/** No statement of a piece comes near the time that a statement may take. */
const FACTS_PER_PIECE = 1_000;

/**
 * Writes what follows from `facts` of one network, given in chain order and all after what was applied before. The caller holds the lock of
 * ingest and moves the cursor in the same transaction. The same facts give the same rows, however they are cut into calls. A fact of a pair
 * that is not registered for the network, or a network named like the sum over all, breaks an invariant.
 */
export async function applyFacts(tx: Transaction, network: string, facts: readonly IndexFact[]): Promise<void> {
  invariant(network !== ALL_NETWORKS, "no network has the name of the sum over all");
  if (facts.length === 0) return;
  const market = await loadMarket(tx, network);
  for (let from = 0; from < facts.length; from += FACTS_PER_PIECE) {
    const { trades, reserveChanges, moved, hours } = playFacts(market, facts.slice(from, from + FACTS_PER_PIECE));
    await writeSwaps(tx, network, trades);
    await writeReserveChanges(tx, network, reserveChanges);
    await writePairStates(tx, [...moved]);
    await writeCandles(tx, trades);
    await writeTokenPrices(tx, network, hours);
    await settleWallets(tx, network, trades);
  }
}
