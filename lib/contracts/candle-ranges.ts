// Which candles a range of a pair's chart is drawn with: as many as a screen can tell apart.
import type { CandleInterval } from "./candle-intervals";

const DAY_SECONDS = 86_400;

/** The ranges offered, and for each how far it goes back and its candles. */
export const CANDLE_RANGES = {
  "6h": { seconds: DAY_SECONDS / 4, interval: "1m" },
  "1d": { seconds: DAY_SECONDS, interval: "5m" },
  "3d": { seconds: 3 * DAY_SECONDS, interval: "15m" },
  "2w": { seconds: 14 * DAY_SECONDS, interval: "1h" },
  "2m": { seconds: 60 * DAY_SECONDS, interval: "4h" },
  "1y": { seconds: 365 * DAY_SECONDS, interval: "1d" },
} as const satisfies Record<string, { readonly seconds: number; readonly interval: CandleInterval }>;

export type CandleRange = keyof typeof CANDLE_RANGES;

/** The range that an address names; two weeks when it names none of ours. */
export function parseCandleRange(text: string | null): CandleRange {
  return text !== null && Object.hasOwn(CANDLE_RANGES, text) ? (text as CandleRange) : "2w";
}
