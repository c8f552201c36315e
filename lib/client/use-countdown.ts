// A countdown on the monotonic clock, so that a changed system time neither shortens nor lengthens a wait.
import { useCallback, useEffect, useRef, useState } from "react";

/** `secondsLeft` is null when nothing is running; `isRunning()` is exact at the moment of the call, for guards. */
export interface Countdown {
  readonly secondsLeft: number | null;
  readonly secondsTotal: number;
  readonly start: (seconds: number) => void;
  readonly isRunning: () => boolean;
}

/** One countdown in whole seconds; `onEnd` runs once when it reaches zero. */
export function useCountdown(onEnd: () => void): Countdown {
  const endsAtMs = useRef(0);
  const [secondsTotal, setSecondsTotal] = useState(0);
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const isRunning = useCallback(() => performance.now() < endsAtMs.current, []);
  const start = useCallback((seconds: number) => {
    endsAtMs.current = performance.now() + seconds * 1000;
    setSecondsTotal(seconds);
    setSecondsLeft(seconds);
  }, []);

  const running = secondsLeft !== null;
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => {
      const left = Math.ceil((endsAtMs.current - performance.now()) / 1000);
      setSecondsLeft(left > 0 ? left : null);
      if (left <= 0) onEnd();
    }, 250);
    return () => {
      clearInterval(timer);
    };
  }, [running, onEnd]);

  return { secondsLeft, secondsTotal, start, isRunning };
}
