// The wait before another mail can be asked for: a first mail may simply be slow, and every further one voids the code before it.
import { useCallback, useEffect, useRef } from "react";
import { useCountdown } from "./use-countdown";

/** Seconds before the second mail, the third and so on; the last holds for all beyond. */
const WAITS_SECONDS = [30, 60, 120, 240, 480] as const;

/** The wait that runs: seconds left, or null when another mail may be asked for; `sent` begins the next, longer one. */
export interface ResendWait {
  readonly secondsLeft: number | null;
  readonly sent: () => void;
}

const nothing = () => undefined;

/** A wait that runs from the first moment, because a mail has just gone out, and grows with each further mail. */
export function useResendWait(): ResendWait {
  const mails = useRef(0);
  const { secondsLeft, start } = useCountdown(nothing);
  const sent = useCallback(() => {
    start(WAITS_SECONDS[Math.min(mails.current, WAITS_SECONDS.length - 1)] ?? 480);
    mails.current += 1;
  }, [start]);
  useEffect(() => {
    if (mails.current === 0) sent();
  }, [sent]);
  return { secondsLeft, sent };
}
