import { HISTORY_RANGES, type HistoryRange } from "@/lib/contracts/portfolio-history";

/** The range that an address asks for; a month when it asks for none that there is. */
export const readRange = (asked: string | readonly string[] | undefined): HistoryRange =>
  HISTORY_RANGES.find((one) => one === asked) ?? "1m";
