"use client";

import type { ISeriesApi, SeriesType, UTCTimestamp } from "lightweight-charts";
import { useCallback, useMemo } from "react";
import { readMoney } from "@/components/money/reading";
import { ChartHost } from "./chart-host";
import { chartTime } from "./chart-time";
import { missingSlots, runsOf } from "./time-slots";
import type { ChartStage, Drawing } from "./use-chart";

/** A value at a moment: an exact decimal text. */
export interface ValuePoint {
  readonly atSeconds: number;
  readonly value: string;
}

interface ValueChartProps {
  readonly label: string;
  /** Name of the value, as the table's column says it. */
  readonly valueName: string;
  /** Ascending in time; must keep its identity between renders. */
  readonly points: readonly ValuePoint[];
  /** Seconds between neighbours. A longer distance is a gap, which is left open and never bridged. */
  readonly stepSeconds: number;
  readonly currency: string;
  readonly locale: string;
  readonly heightPx?: number;
}

const DAY_SECONDS = 86_400;

/** A value over time. The figures become numbers only here, where they are drawn; what is written stays exact. */
export function ValueChart({ label, valueName, points, stepSeconds, currency, locale, heightPx = 240 }: ValueChartProps) {
  const isDaily = stepSeconds >= DAY_SECONDS;
  const chartPoints = useMemo(
    () =>
      points.map(({ atSeconds, value }) => ({
        atSeconds,
        reading: `${chartTime(atSeconds, isDaily)}: ${readMoney(value, currency, locale)}`,
        cells: [value],
      })),
    [points, isDaily, currency, locale],
  );
  const draw = useCallback(
    (stage: ChartStage) => drawValues(stage, points, stepSeconds, currency, locale),
    [points, stepSeconds, currency, locale],
  );
  return (
    <ChartHost
      label={label}
      points={chartPoints}
      columns={[`${valueName} (${currency})`]}
      isDaily={isDaily}
      draw={draw}
      heightPx={heightPx}
    />
  );
}

function drawValues(
  { chart, library, colours }: ChartStage,
  points: readonly ValuePoint[],
  stepSeconds: number,
  currency: string,
  locale: string,
): Drawing {
  const times = points.map(({ atSeconds }) => atSeconds);
  const figures = points.map(({ value }) => Number(value));
  const look = {
    lineColor: colours.accent,
    topColor: colours.accentSoft,
    bottomColor: colours.accentFaint,
    lineWidth: 2 as const,
    priceLineVisible: false,
    lastValueVisible: false,
    priceFormat: { type: "custom" as const, minMove: 0.01, formatter: (figure: number) => readMoney(figure.toFixed(2), currency, locale) },
  };
  chart.applyOptions({ timeScale: { timeVisible: stepSeconds < DAY_SECONDS } });
  // The library joins whatever stands in one series, so each run without a gap is a series of its own; an empty one keeps the gaps' width.
  const slots = chart.addSeries(library.LineSeries, {
    lastValueVisible: false,
    priceLineVisible: false,
    crosshairMarkerVisible: false,
    priceFormat: look.priceFormat,
  });
  slots.setData(missingSlots(times, stepSeconds).map((time) => ({ time: time as UTCTimestamp })));
  let series: ISeriesApi<SeriesType> = slots;
  for (const [from, to] of runsOf(times, stepSeconds)) {
    const run = chart.addSeries(library.AreaSeries, look);
    run.setData(times.slice(from, to).map((time, index) => ({ time: time as UTCTimestamp, value: figures[from + index] ?? 0 })));
    if (to - from === 1) run.applyOptions({ pointMarkersVisible: true });
    series = run;
  }
  return { series, figureAt: (index) => figures[index] ?? 0 };
}
