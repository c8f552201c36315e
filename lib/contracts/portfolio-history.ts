// What GET /api/portfolio/history takes and answers: a value over time, with gaps where a price is not known.
import * as z from "zod";

export const HISTORY_RANGES = ["1d", "1w", "1m", "3m", "all"] as const;
export type HistoryRange = (typeof HISTORY_RANGES)[number];

/** The question: a range, and optionally one position instead of everything. */
export const HISTORY_QUERY = z
  .strictObject({
    range: z.enum(HISTORY_RANGES).default("1m"),
    network: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/)
      .optional(),
    asset: z
      .string()
      .regex(/^[A-Z0-9]{1,20}$/)
      .optional(),
  })
  .refine(({ network, asset }) => (network === undefined) === (asset === undefined));

/** One moment. `value` is an exact decimal text, null where something that was owned had no price. */
export interface HistoryPointDto {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly value: string | null;
}

export interface HistoryDto {
  readonly range: HistoryRange;
  readonly currency: "USD";
  /** Seconds between neighbours; the last point, which is now, may be nearer. */
  readonly stepSeconds: number;
  /** Ascending. None lies before the trader's first movement. */
  readonly points: readonly HistoryPointDto[];
  /** From the first known value to the last, what was moved in and out included; null while there are no two. */
  readonly change: string | null;
}
