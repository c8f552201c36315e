// What the market routes and pages take and answer. Prices and amounts are exact decimal texts; what is not known is null and never zero.
import * as z from "zod";
import type { CandleInterval } from "./candle-intervals";

/** The most candles of one answer; the newest of what was asked for. */
export const CANDLES_MAX = 1_500;

const seconds = z.coerce.number().int().min(0).max(99_999_999_999);

/** The query of candles: bucket starts from `from` up to but without `to`, in seconds since 1970. */
export const CANDLE_QUERY = z.object({
  interval: z.enum(["1m", "5m", "15m", "1h", "4h", "1d"]).default("1h"),
  from: seconds.optional(),
  to: seconds.optional(),
});
export type CandleQuery = z.infer<typeof CANDLE_QUERY>;

export interface MarketTokenDto {
  /** In lower case. */
  readonly address: string;
  readonly symbol: string;
  readonly name: string;
  readonly decimals: number;
}

/** One pair as the list of markets shows it. */
export interface MarketDto {
  readonly pairId: number;
  readonly network: string;
  readonly networkLabel: string;
  /** True: every figure comes from a simulated market, and the screen says so. */
  readonly isSimulated: boolean;
  readonly address: string;
  readonly base: MarketTokenDto;
  readonly quote: MarketTokenDto;
  /** Of the last swap, quote per whole base. */
  readonly price: string | null;
  /** US dollars per whole base by the reserves that stand now. */
  readonly priceUsd: string | null;
  /** The last price against the last one of at least 24 hours ago, in hundredths of a per cent, rounded towards zero. */
  readonly change24hBps: number | null;
  /** Of the swaps that have a dollar value, in the last 24 hours to five minutes. */
  readonly volume24hUsd: string;
  readonly trades24h: number;
  /** Both reserves in US dollars. */
  readonly liquidityUsd: string | null;
  /** RFC 3339, UTC. */
  readonly lastTradeAt: string | null;
}

export interface MarketListDto {
  /** The most liquid first, those without a dollar value last. */
  readonly markets: readonly MarketDto[];
}

/** One bucket in which somebody traded. */
export interface CandleDto {
  /** Seconds since 1970 at which the bucket starts. */
  readonly openedAt: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly baseVolume: string;
  readonly quoteVolume: string;
  readonly usdVolume: string;
  readonly trades: number;
}

/** Candles in order of time. A bucket without a trade is not there: a gap stays a gap. */
export interface CandlesDto {
  readonly pairId: number;
  readonly interval: CandleInterval;
  readonly candles: readonly CandleDto[];
}
