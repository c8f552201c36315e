// How a wallet has traded, as running figures: each trade and each close is added once, in order.
import { divideRounded } from "@/lib/money/divide-rounded";

/** A swap that gave up a token which the wallet was seen buying; US dollars with USD_DECIMALS decimals. */
export interface WalletClose {
  readonly proceedsUsd: bigint;
  readonly costUsd: bigint;
  readonly heldSeconds: number;
}

/** The figures of closes. They depend on the order of the closes (drawdown) and on nothing else. */
export interface CloseStats {
  readonly realisedUsd: bigint;
  /** The highest point of the realised profit; it starts at 0. */
  readonly peakUsd: bigint;
  /** The deepest fall of the realised profit below an earlier peak, as a number above or equal to 0. */
  readonly drawdownUsd: bigint;
  readonly closes: number;
  readonly wins: number;
  readonly heldSecondsSum: number;
}

/** The figures of trades; `volumeUsd` counts those that have a dollar value. */
export interface TradeStats {
  readonly trades: number;
  readonly volumeUsd: bigint;
  readonly firstAtSeconds: number;
  readonly lastAtSeconds: number;
}

/** Before the first close. */
export const NO_CLOSES: CloseStats = { realisedUsd: 0n, peakUsd: 0n, drawdownUsd: 0n, closes: 0, wins: 0, heldSecondsSum: 0 };

/** The figures after one more close, the latest so far. A close that brought more than it cost is a win; one that broke even is not. */
export function addClose(stats: CloseStats, close: WalletClose): CloseStats {
  const realisedUsd = stats.realisedUsd + close.proceedsUsd - close.costUsd;
  const peakUsd = realisedUsd > stats.peakUsd ? realisedUsd : stats.peakUsd;
  const fall = peakUsd - realisedUsd;
  return {
    realisedUsd,
    peakUsd,
    drawdownUsd: fall > stats.drawdownUsd ? fall : stats.drawdownUsd,
    closes: stats.closes + 1,
    wins: stats.wins + (close.proceedsUsd > close.costUsd ? 1 : 0),
    heldSecondsSum: stats.heldSecondsSum + close.heldSeconds,
  };
}

/** The figures after one more trade; null is the wallet before its first. */
export function addTrade(stats: TradeStats | null, usdValue: bigint | null, atSeconds: number): TradeStats {
  return {
    trades: (stats?.trades ?? 0) + 1,
    volumeUsd: (stats?.volumeUsd ?? 0n) + (usdValue ?? 0n),
    firstAtSeconds: Math.min(stats?.firstAtSeconds ?? atSeconds, atSeconds),
    lastAtSeconds: Math.max(stats?.lastAtSeconds ?? atSeconds, atSeconds),
  };
}

/** Wins among closes in hundredths of a per cent, rounded down; null without a close. */
export const winRateBps = ({ wins, closes }: CloseStats): number | null => (closes === 0 ? null : Math.floor((wins * 10_000) / closes));

/** The mean of the closes' holding times in seconds, rounded down; null without a close. */
export const heldSecondsAverage = ({ heldSecondsSum, closes }: CloseStats): number | null =>
  closes === 0 ? null : Math.floor(heldSecondsSum / closes);

/** The pools' fee of 0.3 % of the volume, rounded half to even: Uniswap V2 keeps it out of what is paid in. */
export const feesUsd = ({ volumeUsd }: TradeStats): bigint => divideRounded(volumeUsd * 3n, 1_000n, "half_even");
