// Trades become candles. A bucket without a trade has no candle, so that a gap stays a gap.

/** The lengths of candles: 1 m, 5 m, 15 m, 1 h, 4 h, 1 d. Buckets start at whole multiples since 1970, in UTC. */
export const CANDLE_INTERVALS_SECONDS = [60, 300, 900, 3_600, 14_400, 86_400] as const;

/** One trade as candles see it; `usdValue` is null when it has none. */
export interface CandleTrade {
  readonly priceE18: bigint;
  readonly baseUnits: bigint;
  readonly quoteUnits: bigint;
  readonly usdValue: bigint | null;
}

/** Prices in quote per whole base (18 decimals), volumes in base units and US dollars (8 decimals) of the trades that have a dollar value. */
export interface Candle {
  readonly openE18: bigint;
  readonly highE18: bigint;
  readonly lowE18: bigint;
  readonly closeE18: bigint;
  readonly baseVolume: bigint;
  readonly quoteVolume: bigint;
  readonly usdVolume: bigint;
  readonly trades: number;
}

/** The start of the bucket that holds `atSeconds`. */
export const bucketStart = (atSeconds: number, intervalSeconds: number): number => atSeconds - (atSeconds % intervalSeconds);

/** The candle after one more trade, which is the latest so far; null is the bucket before its first. */
export function foldCandle(candle: Candle | null, { priceE18, baseUnits, quoteUnits, usdValue }: CandleTrade): Candle {
  return {
    openE18: candle?.openE18 ?? priceE18,
    highE18: candle === null || priceE18 > candle.highE18 ? priceE18 : candle.highE18,
    lowE18: candle === null || priceE18 < candle.lowE18 ? priceE18 : candle.lowE18,
    closeE18: priceE18,
    baseVolume: (candle?.baseVolume ?? 0n) + baseUnits,
    quoteVolume: (candle?.quoteVolume ?? 0n) + quoteUnits,
    usdVolume: (candle?.usdVolume ?? 0n) + (usdValue ?? 0n),
    trades: (candle?.trades ?? 0) + 1,
  };
}
