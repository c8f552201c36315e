// What the tokens of a network are worth now, by the reserves of its pairs.
import "server-only";
import { pricePaths } from "@/lib/market/price-paths";
import type { Transaction } from "@/lib/server/postgres/database";
import { loadMarket } from "./load-market";

/**
 * US dollars per whole token with 18 decimals, by the token's address in lower case, as of the network's cursor. A token that no path leads to
 * is absent; an unknown network has no prices. The network's own coin trades as its wrapped coin.
 */
export async function tokenPricesUsd(tx: Transaction, network: string): Promise<ReadonlyMap<string, bigint>> {
  return pricePaths((await loadMarket(tx, network)).pools);
}
