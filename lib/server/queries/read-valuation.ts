// What a trader's books come to at one moment: every asset that was ever owned, with its lots, and the prices of those that still are.
import "server-only";
import { fifoCost } from "@/lib/market/fifo-cost";
import { type Holding, type Valuation, valueHolding, valuePortfolio } from "@/lib/market/value-portfolio";
import type { Database } from "@/lib/server/postgres/database";
import type { PriceSource } from "@/lib/use-cases/ports/price-source";
import { readAssetEvents } from "./read-asset-events";

/** What the queries of this room need to value something. */
export interface ValuationParts {
  readonly database: Database;
  readonly prices: PriceSource;
}

/** The valuation, with everything that is no longer owned beside it. */
export interface ValuedBooks extends Valuation {
  readonly past: Valuation["positions"];
}

/** Reads and values what `sub` owns at `nowSeconds`. The chain being down only costs prices; the database being down throws UnavailableError. */
export async function readValuation({ database, prices }: ValuationParts, sub: string, nowSeconds: number): Promise<ValuedBooks> {
  const books = await database.asTrader(sub, (tx) => readAssetEvents(tx, sub));
  // The connection is back in the pool before the chain is asked.
  const feeds = books.flatMap(({ amountBaseUnits, feed }) => (amountBaseUnits === 0n || feed === null ? [] : [feed]));
  const found = await prices.readPrices(feeds, nowSeconds);
  const holdings = books.map(({ events, feed, ...book }): Holding => {
    const price = found.get(feed?.address ?? "");
    return { ...book, basis: fifoCost(events), price: price?.ok === true ? price.value : null };
  });
  const past = holdings.filter(({ amountBaseUnits }) => amountBaseUnits === 0n).map(valueHolding);
  return { ...valuePortfolio(holdings), past };
}
