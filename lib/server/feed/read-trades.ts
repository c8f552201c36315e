// One page of the feed as a list, by key, so that what comes in neither repeats nor pushes out what is being read.
import "server-only";
import type { TradeFilters } from "@/lib/contracts/trade-filters";
import type { TradesDto } from "@/lib/contracts/trades";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import type { FeedParts } from "./feed-parts";
import { readHead } from "./read-head";
import { swapDto, type SwapRow } from "@/lib/server/market/swap-row";
import { tradesStatement } from "./trades-statement";

/** Trades on one page. */
export const TRADES_PAGE_SIZE = 50;

const SEQ = /^[1-9]\d{0,17}$/;

/**
 * The page after `cursor` (null: the newest), newest first. The first page says up to where it is complete. Throws RefusalError `invalid_request` for
 * a cursor that is not ours, UnavailableError on an outage.
 */
export async function readTrades(
  trader: Pick<Trader, "sub">,
  filters: TradeFilters,
  cursor: string | null,
  parts: FeedParts = services(),
): Promise<TradesDto> {
  if (cursor !== null && !SEQ.test(cursor)) throw new RefusalError({ code: "invalid_request", detail: "This cursor is not one of ours." });
  return parts.database.asTrader(trader.sub, async (tx) => {
    const head = cursor === null ? await readHead(tx) : null;
    const range = cursor === null ? { until: head ?? 0n } : { before: BigInt(cursor) };
    const { sql, params } = tradesStatement(filters, range, TRADES_PAGE_SIZE + 1);
    const rows = await tx.query<SwapRow>(sql, params);
    const page = rows.slice(0, TRADES_PAGE_SIZE);
    const last = rows.length > TRADES_PAGE_SIZE ? page.at(-1) : undefined;
    return { rows: page.map(swapDto), nextCursor: last?.seq.toString() ?? null, head: head?.toString() ?? null };
  });
}
