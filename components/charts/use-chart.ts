import type { IChartApi, ISeriesApi, MouseEventParams, SeriesType, UTCTimestamp } from "lightweight-charts";
import { useEffect, useRef, useState, type RefObject } from "react";
import { type ChartColours, chartColours } from "./chart-colours";

type ChartLibrary = typeof import("lightweight-charts");

/** What a drawing is made with. */
export interface ChartStage {
  readonly chart: IChartApi;
  readonly library: ChartLibrary;
  readonly colours: ChartColours;
}

/** What was drawn: the series that the crosshair follows, and its figure at the point of an index. */
export interface Drawing {
  readonly series: ISeriesApi<SeriesType>;
  readonly figureAt: (index: number) => number;
}

interface UsedChart {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly isDrawn: boolean;
  readonly hasFailed: boolean;
  /** Puts the crosshair on a point; null takes it away. */
  readonly pointAt: (index: number | null) => void;
}

interface Asked {
  readonly times: readonly number[];
  readonly draw: (stage: ChartStage) => Drawing;
  readonly onPointed: (index: number | null) => void;
}

/**
 * Draws into a box: the library is loaded when the first chart is on a page, and the drawing is made anew when its data or the page's
 * colours change. The library's own mark is off because it writes a style element, which our policy refuses; the credit stands below instead.
 */
export function useChart({ times, draw, onPointed }: Asked): UsedChart {
  const box = useRef<HTMLDivElement>(null);
  const made = useRef<{ readonly chart: IChartApi; readonly drawing: Drawing } | null>(null);
  const [state, setState] = useState<"waiting" | "drawn" | "failed">("waiting");
  const isDark = useDark();
  useEffect(() => {
    let isOver = false;
    const start = async () => {
      const library = await import("lightweight-charts");
      if (isOver || box.current === null) return;
      made.current = make(library, box.current, draw);
      made.current.chart.subscribeCrosshairMove(({ time, sourceEvent }: MouseEventParams) => {
        if (sourceEvent !== undefined || time === undefined) onPointed(typeof time === "number" ? indexOf(times, time) : null);
      });
      setState("drawn");
    };
    start().catch(() => {
      if (!isOver) setState("failed");
    });
    return () => {
      isOver = true;
      made.current?.chart.remove();
      made.current = null;
    };
  }, [draw, times, onPointed, isDark]);
  const pointAt = (index: number | null) => {
    const time = index === null ? undefined : times[index];
    if (made.current === null) return;
    const { chart, drawing } = made.current;
    if (index === null || time === undefined) chart.clearCrosshairPosition();
    else chart.setCrosshairPosition(drawing.figureAt(index), time as UTCTimestamp, drawing.series);
  };
  return { box, isDrawn: state === "drawn", hasFailed: state === "failed", pointAt };
}

function make(library: ChartLibrary, box: HTMLDivElement, draw: Asked["draw"]): { chart: IChartApi; drawing: Drawing } {
  const colours = chartColours();
  const chart = library.createChart(box, {
    autoSize: true,
    layout: {
      background: { type: library.ColorType.Solid, color: "transparent" },
      textColor: colours.quietInk,
      fontFamily: getComputedStyle(document.body).fontFamily,
      fontSize: 12,
      attributionLogo: false,
    },
    grid: { vertLines: { visible: false }, horzLines: { color: colours.line } },
    rightPriceScale: { borderVisible: false },
    timeScale: { borderColor: colours.line, timeVisible: true, secondsVisible: false, fixLeftEdge: true, fixRightEdge: true },
    crosshair: { vertLine: { labelBackgroundColor: colours.quietInk }, horzLine: { labelBackgroundColor: colours.quietInk } },
    // A page is scrolled with the wheel; a chart must not take it away.
    handleScroll: { mouseWheel: false, vertTouchDrag: false },
    handleScale: { mouseWheel: false },
  });
  const drawing = draw({ chart, library, colours });
  chart.timeScale().fitContent();
  return { chart, drawing };
}

function indexOf(times: readonly number[], time: number): number | null {
  const index = times.indexOf(time);
  return index === -1 ? null : index;
}

function useDark(): boolean {
  const [isDark, setIsDark] = useState(false);
  useEffect(() => {
    const query = matchMedia("(prefers-color-scheme: dark)");
    const read = () => {
      setIsDark(query.matches);
    };
    read();
    query.addEventListener("change", read);
    return () => {
      query.removeEventListener("change", read);
    };
  }, []);
  return isDark;
}
