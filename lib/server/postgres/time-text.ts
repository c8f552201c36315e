// Instants as texts: one form for terms and answers, one for sentences.
import "server-only";
import { termsTime } from "@/lib/withdrawals/terms-of-row";

/** RFC 3339 in UTC to the second, as terms have it. */
export const timeText = (seconds: number): string => termsTime(new Date(seconds * 1_000));

/** The same inside a sentence, to the second, so that nobody comes a moment too early: `2026-11-24 00:15:17 UTC`. */
export const sayTime = (seconds: number): string => timeText(seconds).replace("T", " ").replace("Z", " UTC");
