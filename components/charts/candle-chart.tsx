"use client";

import type { UTCTimestamp } from "lightweight-charts";
import { useCallback, useMemo } from "react";
import { readFigure } from "@/components/market/read-figure";
import { readAmount } from "@/components/money/reading";
import { ChartHost } from "./chart-host";
import { chartTime } from "./chart-time";
import { missingSlots } from "./time-slots";
import type { ChartStage, Drawing } from "./use-chart";

/** One candle, its figures as exact decimal texts. An interval without a trade has none. */
export interface CandlePoint {
  readonly openedAtSeconds: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  /** In US dollars. */
  readonly volumeUsd: string;
}

interface CandleChartProps {
  readonly label: string;
  /** Ascending; must keep its identity between renders. */
  readonly candles: readonly CandlePoint[];
  readonly intervalSeconds: number;
  readonly quoteSymbol: string;
  readonly locale: string;
  readonly heightPx?: number;
}

const DAY_SECONDS = 86_400;
const COLUMNS = ["Open", "High", "Low", "Close", "Volume (USD)"];

/** Candles and their volume. Intervals without a trade stay empty. */
export function CandleChart({ label, candles, intervalSeconds, quoteSymbol, locale, heightPx = 360 }: CandleChartProps) {
  const isDaily = intervalSeconds >= DAY_SECONDS;
  const points = useMemo(
    () => candles.map((candle) => pointOf(candle, isDaily, quoteSymbol, locale)),
    [candles, isDaily, quoteSymbol, locale],
  );
  const draw = useCallback((stage: ChartStage) => drawCandles(stage, candles, intervalSeconds), [candles, intervalSeconds]);
  return <ChartHost label={label} points={points} columns={COLUMNS} isDaily={isDaily} draw={draw} heightPx={heightPx} />;
}

function pointOf(candle: CandlePoint, isDaily: boolean, quoteSymbol: string, locale: string) {
  const { openedAtSeconds, open, high, low, close, volumeUsd } = candle;
  const say = (read: (text: string, locale: string) => string): string => {
    const [o, h, l, c] = [open, high, low, close].map((text) => read(text, locale));
    const figures = `open ${o ?? ""}, high ${h ?? ""}, low ${l ?? ""}, close ${c ?? ""} ${quoteSymbol}`;
    return `${chartTime(openedAtSeconds, isDaily)}: ${figures}, volume $${read(volumeUsd, locale)}`;
  };
  return {
    atSeconds: openedAtSeconds,
    reading: say(readAmount),
    brief: say(readFigure),
    cells: [open, high, low, close, volumeUsd],
  };
}

function drawCandles({ chart, library, colours }: ChartStage, candles: readonly CandlePoint[], intervalSeconds: number): Drawing {
  const times = candles.map(({ openedAtSeconds }) => openedAtSeconds);
  const closes = candles.map(({ close }) => Number(close));
  const precision = decimalsFor(closes.at(-1) ?? 1);
  chart.applyOptions({ timeScale: { timeVisible: intervalSeconds < DAY_SECONDS } });
  const series = chart.addSeries(library.CandlestickSeries, {
    upColor: colours.surface,
    borderUpColor: colours.up,
    wickUpColor: colours.up,
    downColor: colours.down,
    borderDownColor: colours.down,
    wickDownColor: colours.down,
    priceFormat: { type: "price", precision, minMove: 1 / 10 ** precision },
  });
  series.priceScale().applyOptions({ scaleMargins: { top: 0.06, bottom: 0.24 } });
  const data = candles.map(({ openedAtSeconds, open, high, low, close }) => ({
    ...{ time: openedAtSeconds as UTCTimestamp, open: Number(open), high: Number(high), low: Number(low), close: Number(close) },
  }));
  const gaps = missingSlots(times, intervalSeconds).map((time) => ({ time: time as UTCTimestamp }));
  series.setData([...data, ...gaps].sort((left, right) => left.time - right.time));
  const volume = chart.addSeries(library.HistogramSeries, {
    ...{ priceScaleId: "", color: colours.quietBar, priceFormat: { type: "volume" }, priceLineVisible: false, lastValueVisible: false },
  });
  volume.priceScale().applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
  volume.setData(candles.map(({ openedAtSeconds, volumeUsd }) => ({ time: openedAtSeconds as UTCTimestamp, value: Number(volumeUsd) })));
  return { series, figureAt: (index) => closes[index] ?? 0 };
}

/** Five significant figures, so that a coin worth a thousandth shows as more than zero. */
const decimalsFor = (price: number): number => Math.max(2, Math.min(12, 4 - Math.floor(Math.log10(Math.max(price, 1e-12)))));
