"use client";

import { useCallback, useMemo, useState, type KeyboardEvent } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { ChartPoint } from "./chart-point";
import { ChartTable } from "./chart-table";
import { type ChartStage, type Drawing, useChart } from "./use-chart";

interface ChartHostProps {
  /** What the chart shows, as its accessible name. */
  readonly label: string;
  /** Ascending in time. Must keep its identity between renders, as `draw` must. */
  readonly points: readonly ChartPoint[];
  /** Names of the points' cells, for the table. */
  readonly columns: readonly string[];
  readonly isDaily: boolean;
  readonly draw: (stage: ChartStage) => Drawing;
  /** Reserved before anything is loaded, so that nothing shifts. */
  readonly heightPx?: number;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

/**
 * The frame of every chart: a line with the exact figures of the place that is pointed at (the newest when none is), the drawing,
 * and the same as a table. Pointing works by mouse, by touch and by arrow keys.
 */
export function ChartHost({ label, points, columns, isDaily, draw, heightPx = 280 }: ChartHostProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const times = useMemo(() => points.map(({ atSeconds }) => atSeconds), [points]);
  const onPointed = useCallback((index: number | null) => {
    setPointed(index);
  }, []);
  const { box, isDrawn, hasFailed, pointAt } = useChart({ times, draw, onPointed });
  const last = points.length - 1;
  const here = Math.min(pointed ?? last, last);
  const reading = points[here]?.reading ?? "";
  const point = (index: number) => {
    const within = Math.max(0, Math.min(last, index));
    setPointed(within);
    pointAt(within);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const target = step !== undefined ? here + step : event.key === "Home" ? 0 : event.key === "End" ? last : null;
    if (target === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    point(target);
  };
  return (
    <figure className="grid min-w-0 gap-2">
      <p aria-hidden="true" data-chart-reading className="min-h-5 truncate text-13 text-ink-2" title={reading}>
        {points[here]?.brief ?? reading}
      </p>
      <div
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={Math.max(0, here)}
        aria-valuetext={reading}
        data-chart={isDrawn ? "drawn" : "waiting"}
        className="relative min-w-0 overflow-hidden rounded-control"
        style={{ height: heightPx }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setPointed(null);
          pointAt(null);
        }}
      >
        {isDrawn || hasFailed ? null : <Skeleton className="absolute inset-0" />}
        {hasFailed ? <p className="text-ink-2">The drawing could not be loaded. The figures are in the table below.</p> : null}
        <div ref={box} aria-hidden="true" className="absolute inset-0" />
      </div>
      <figcaption className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-12 text-ink-2">
        <span>
          Times are UTC. Drawn with{" "}
          <a href="https://www.tradingview.com/" rel="noreferrer" className="underline underline-offset-2 hover:text-ink">
            TradingView Lightweight Charts
          </a>
        </span>
        <ChartTable label={label} points={points} columns={columns} isDaily={isDaily} />
      </figcaption>
    </figure>
  );
}
