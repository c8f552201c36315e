// When the history's steps are: coarse long ago, fine in the last days.
import type { PathSpan } from "./fair-value";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const FINE_DAYS = 2;

/** How much of a past a market is given. */
export type HistoryForm = "full" | "sparse" | "light";

/** How long each form's past is, how far apart its steps are before and within the last two days, and how much less the wallets rest then. */
const FORMS = {
  full: { days: 90, coarse: 4 * HOUR, fine: 300, liveliness: 12 },
  // The chain that pays withdrawals is written to disk every second, so its past is kept short.
  sparse: { days: 90, coarse: 12 * HOUR, fine: 900, liveliness: 6 },
  light: { days: FINE_DAYS, coarse: DAY, fine: 30 * 60, liveliness: 3 },
} as const;

/** A chain begins this long before its history, so that everything can be deployed in between. */
export const DEPLOY_SECONDS = DAY;

/** The span of a history that ends at `nowSeconds`. */
export const historySpan = (form: HistoryForm, nowSeconds: number): PathSpan => ({
  startSeconds: nowSeconds - FORMS[form].days * DAY,
  endSeconds: nowSeconds,
});

/** A moment of the history at which something may happen. */
export interface HistoryStep {
  readonly atSeconds: number;
  /** How much of the wallets' resting time has passed since the step before. */
  readonly passedSeconds: number;
}

/** The steps in order; the last is a little before the end. In the last two days the wallets rest less, so that they have something to show. */
export function historySteps(form: HistoryForm, { startSeconds, endSeconds }: PathSpan): HistoryStep[] {
  const { coarse, fine, liveliness } = FORMS[form];
  const fineFrom = endSeconds - FINE_DAYS * DAY;
  const steps: HistoryStep[] = [];
  for (let before = startSeconds; ;) {
    const isFine = before >= fineFrom;
    const atSeconds = before + (isFine ? fine : coarse);
    if (atSeconds >= endSeconds) return steps;
    steps.push({ atSeconds, passedSeconds: (atSeconds - before) * (isFine ? liveliness : 1) });
    before = atSeconds;
  }
}
