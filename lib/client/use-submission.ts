// The one form idiom: one submission at a time, one failure in words, and nothing sent while a wait is running.
import { useCallback, useEffect, useRef, useState } from "react";
import type { Failure } from "./explain-failure";
import { explainOnDemand, warmWords } from "./explain-on-demand";
import { useCountdown } from "./use-countdown";

/** What a form shows and calls. `isLate` turns true when a submission takes longer than a second and deserves a word. */
export interface Submission<Input> {
  readonly isWorking: boolean;
  readonly isLate: boolean;
  readonly failure: Failure | null;
  readonly secondsLeft: number | null;
  readonly secondsTotal: number;
  /** True from the end of a wait until the next submission. */
  readonly waitIsOver: boolean;
  readonly submit: (input: Input) => void;
  readonly fail: (thrown: unknown) => void;
}

/**
 * Runs `send` for each submission. A failure that names a waiting time stops every further submission until it has run out: the
 * guard is here, so that no other way of submitting a form can pass it. `send` may never settle when it leaves the page.
 */
export function useSubmission<Input>(send: (input: Input) => Promise<void>): Submission<Input> {
  const busy = useRef(false);
  const [isWorking, setIsWorking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [waitIsOver, setWaitIsOver] = useState(false);
  const endWait = useCallback(() => {
    setFailure(null);
    setWaitIsOver(true);
  }, []);
  const countdown = useCountdown(endWait);
  const { start, isRunning } = countdown;

  const explain = useCallback(
    async (thrown: unknown) => {
      const explained = await explainOnDemand(thrown);
      if (explained.waitSeconds !== null) start(explained.waitSeconds);
      setFailure(explained);
    },
    [start],
  );

  const fail = useCallback(
    (thrown: unknown) => {
      void explain(thrown);
    },
    [explain],
  );

  const submit = useCallback(
    (input: Input) => {
      if (busy.current || isRunning()) return;
      busy.current = true;
      setIsWorking(true);
      setWaitIsOver(false);
      setFailure(null);
      warmWords();
      send(input)
        .catch(explain)
        .finally(() => {
          busy.current = false;
          setIsWorking(false);
        });
    },
    [send, explain, isRunning],
  );

  return {
    isWorking,
    isLate: useLate(isWorking),
    failure,
    secondsLeft: countdown.secondsLeft,
    secondsTotal: countdown.secondsTotal,
    waitIsOver,
    submit,
    fail,
  };
}

function useLate(isWorking: boolean): boolean {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    if (!isWorking) return undefined;
    const timer = setTimeout(() => {
      setIsLate(true);
    }, 1000);
    return () => {
      clearTimeout(timer);
      setIsLate(false);
    };
  }, [isWorking]);
  return isLate;
}
