// Watches for the end of the session. It asks in the background, so that watching never keeps a session alive.
import { useCallback, useEffect, useRef, useState } from "react";
import { comingEnd, type ComingEnd } from "./session-ends";
import { loadSession, readSession } from "./session-store";
import { hearTabs, tellTabs } from "./tab-news";

/** Seconds before the end from which the trader is warned. */
export const WARNING_SECONDS = 120;

const LOOK_SECONDS_MAX = 300;
const CONFIRM_EVERY_SECONDS = 15;

/** The end that is near, or null; `stay` is an act of the trader and puts off an idle end. */
export interface SessionEnd {
  readonly near: ComingEnd | null;
  readonly stay: () => Promise<void>;
}

/** The near end of this page's session, counted down. The server is asked before the warning, because other tabs act too, and at the end: then the page leaves. */
export function useSessionEnd(): SessionEnd {
  const [near, setNear] = useState<ComingEnd | null>(null);
  const confirmedAtMs = useRef(Number.NEGATIVE_INFINITY);

  const look = useCallback(async (): Promise<number> => {
    const end = comingEnd();
    if (end === null) return LOOK_SECONDS_MAX;
    if (end.secondsLeft > WARNING_SECONDS) {
      setNear(null);
      return Math.min(end.secondsLeft - WARNING_SECONDS, LOOK_SECONDS_MAX);
    }
    if (end.secondsLeft <= 0 || performance.now() - confirmedAtMs.current > CONFIRM_EVERY_SECONDS * 1_000) {
      confirmedAtMs.current = performance.now();
      // In an outage nobody is signed out; the next look asks again.
      await readSession("background").catch(() => undefined);
    }
    const confirmed = comingEnd();
    setNear(
      confirmed !== null && confirmed.secondsLeft <= WARNING_SECONDS
        ? { ...confirmed, secondsLeft: Math.max(0, confirmed.secondsLeft) }
        : null,
    );
    return 1;
  }, []);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const run = () => {
      clearTimeout(timer);
      void look().then((seconds) => {
        clearTimeout(timer);
        if (!isOver) timer = setTimeout(run, seconds * 1_000);
      });
    };
    const ask = () => {
      if (document.visibilityState !== "visible") return;
      // A machine that slept has not counted, and another tab may have acted or ended the session.
      readSession("background").then(run, run);
    };
    loadSession().then(run, run);
    document.addEventListener("visibilitychange", ask);
    const stopHearing = hearTabs((news) => {
      if (news === "stayed") ask();
    });
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", ask);
      stopHearing();
    };
  }, [look]);

  const stay = useCallback(async () => {
    await readSession("act");
    tellTabs("stayed");
    setNear(null);
  }, []);
  return { near, stay };
}
