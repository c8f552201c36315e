// What happens in the feed: a trade came in, or the chain took one back.
import "server-only";
import { writeEventFrame } from "@/lib/contracts/event-frames";
import type { TradeFilters } from "@/lib/contracts/trade-filters";
import type { RetractionDto } from "@/lib/contracts/trades";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { swapDto, type SwapRow } from "@/lib/server/market/swap-row";

/** One event in the order of the feed, with what filters ask of it and the frame that tells it. */
export interface FeedEvent {
  readonly seq: bigint;
  readonly isTrade: boolean;
  readonly network: string;
  readonly pairId: number;
  readonly wallet: string;
  /** US dollars in base units; null where none is known. */
  readonly usdValue: bigint | null;
  readonly frame: string;
}

/** A row of the two tables as one; `swap_seq` is null for a trade. */
export type FeedRow = SwapRow & { readonly swap_seq: bigint | null };

/** The event that a row stands for. */
export function feedEvent(row: FeedRow): FeedEvent {
  const told = { seq: row.seq, isTrade: row.swap_seq === null, network: row.network, pairId: row.pair_id, wallet: row.wallet };
  const id = row.seq.toString();
  if (row.swap_seq === null) {
    const frame = writeEventFrame({ event: "trade", id, data: JSON.stringify(swapDto(row)) });
    return { ...told, usdValue: row.usd_value === null ? null : BigInt(row.usd_value), frame };
  }
  const retraction: RetractionDto = { seq: id, swapSeq: row.swap_seq.toString() };
  return { ...told, usdValue: null, frame: writeEventFrame({ event: "retract", id, data: JSON.stringify(retraction) }) };
}

/** Whether a reader with these filters is told. What was taken back has no size any more, so it is told to readers of every size. */
export function isWanted(event: FeedEvent, filters: TradeFilters, followed: ReadonlySet<string>): boolean {
  if (filters.network !== null && event.network !== filters.network) return false;
  if (filters.pairId !== null && event.pairId !== filters.pairId) return false;
  if (filters.wallet !== null && event.wallet !== filters.wallet) return false;
  if (filters.isFollowed && !followed.has(event.wallet)) return false;
  if (filters.sizeUsdMin === null || !event.isTrade) return true;
  return event.usdValue !== null && event.usdValue >= BigInt(filters.sizeUsdMin) * 10n ** BigInt(USD_DECIMALS);
}
