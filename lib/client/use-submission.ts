// The one form idiom: one submission at a time, one failure in words, and nothing sent while a wait is running.
import { useCallback, useEffect, useRef, useState } from "react";
import { backOffSeconds } from "./back-off";
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

const neverPasses = (): boolean => false;

/**
 * Runs `send` for each submission. A failure that names a waiting time stops every further submission until it has run out: the
 * guard is here, so that no other way of submitting a form can pass it; `mayPass` names an input that the failure does not concern.
 * `send` may never settle when it leaves the page.
 */
export function useSubmission<Input>(
  send: (input: Input) => Promise<void>,
  mayPass: (input: Input, waitingFor: Failure) => boolean = neverPasses,
): Submission<Input> {
  const busy = useRef(false);
  const waitingFor = useRef<Failure | null>(null);
  const throttles = useRef(0);
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
      const explained = backedOff(await explainOnDemand(thrown), throttles);
      if (explained.waitSeconds !== null) {
        waitingFor.current = explained;
        start(explained.waitSeconds);
      }
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
      if (busy.current) return;
      if (isRunning() && !(waitingFor.current !== null && mayPass(input, waitingFor.current))) return;
      busy.current = true;
      setIsWorking(true);
      setWaitIsOver(false);
      setFailure(null);
      warmWords();
      send(input)
        .then(() => {
          throttles.current = 0;
        }, explain)
        .finally(() => {
          busy.current = false;
          setIsWorking(false);
        });
    },
    [send, mayPass, explain, isRunning],
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

const THROTTLED: ReadonlySet<string> = new Set(["rate_limited", "busy"]);

/** Throttling waits longer each time, and not in step with everybody else; every other failure waits as it says. */
function backedOff(failure: Failure, throttles: { current: number }): Failure {
  throttles.current = THROTTLED.has(failure.code) ? throttles.current + 1 : 0;
  if (throttles.current === 0) return failure;
  const chance = (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
  return { ...failure, waitSeconds: backOffSeconds({ inARow: throttles.current, askedSeconds: failure.waitSeconds ?? 1, chance }) };
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
