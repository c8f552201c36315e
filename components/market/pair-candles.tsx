"use client";

import { useMemo } from "react";
import { CandleChart } from "@/components/charts/candle-chart";
import { CANDLE_INTERVALS } from "@/lib/contracts/candle-intervals";
import type { CandlesDto } from "@/lib/contracts/markets";

interface PairCandlesProps {
  readonly name: string;
  readonly quoteSymbol: string;
  readonly candles: CandlesDto;
  readonly locale: string;
}

/** A pair's candles, or why there are none. */
export function PairCandles({ name, quoteSymbol, candles, locale }: PairCandlesProps) {
  const points = useMemo(
    () => candles.candles.map(({ openedAt, usdVolume, ...prices }) => ({ ...prices, openedAtSeconds: openedAt, volumeUsd: usdVolume })),
    [candles],
  );
  if (points.length === 0) return <p className="py-12 text-center text-ink-2">Nobody traded in this time. Choose a longer range.</p>;
  return (
    <CandleChart
      label={`Price of ${name}, candles of ${candles.interval}`}
      candles={points}
      intervalSeconds={CANDLE_INTERVALS[candles.interval]}
      quoteSymbol={quoteSymbol}
      locale={locale}
    />
  );
}
