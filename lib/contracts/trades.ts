// The trades of all networks as a list and as a stream. Money is an exact decimal text, times are RFC 3339, UTC.
import type { SwapRowDto } from "./swap-list";

/** What GET /api/trades answers, newest first. */
export interface TradesDto {
  readonly rows: readonly SwapRowDto[];
  readonly nextCursor: string | null;
  /** On the first page: the place up to which it is complete, to follow the stream from. Null on later pages. */
  readonly head: string | null;
}

/** The data of the stream's event `retract`: the chain took this trade back. */
export interface RetractionDto {
  readonly seq: string;
  readonly swapSeq: string;
}

/** Beyond this many missed events the stream says `reset` instead, and the reader loads the list anew. */
export const MISSED_TRADES_MAX = 1_000;
