// A withdrawal or an order goes on by itself, so its page asks again while there is more to come.
import { useCallback, useEffect, useRef, useState } from "react";

const POLL_MS = 1_500;
const MOVING: ReadonlySet<string> = new Set(["approved", "submitted"]);

/** What the page shows of it. `isStale` is true while the server cannot be asked; what is shown was true before. */
export interface Live<Dto> {
  readonly current: Dto;
  readonly isStale: boolean;
  /** Puts a newer answer in place, such as that of an act. */
  readonly show: (newer: Dto) => void;
  /** Asks once more now, whatever the state; a failure leaves what is shown. */
  readonly refresh: () => void;
}

/** Starts with what the server rendered and asks every 1.5 s while it is on its way and the page is seen. `watch` must keep its identity. */
export function useLive<Dto extends { readonly id: string; readonly state: string }>(
  initial: Dto,
  watch: (id: string) => Promise<Dto>,
): Live<Dto> {
  const [current, setCurrent] = useState(initial);
  const [isStale, setIsStale] = useState(false);
  // An answer that was asked for before an act must not undo what the act has shown.
  const asked = useRef(0);
  const show = useCallback((newer: Dto) => {
    asked.current += 1;
    setCurrent(newer);
    setIsStale(false);
  }, []);
  const { id } = initial;
  const ask = useCallback(async () => {
    const mine = ++asked.current;
    await watch(id).then(
      (newer) => {
        if (asked.current === mine) show(newer);
      },
      () => {
        if (asked.current === mine) setIsStale(true);
      },
    );
  }, [id, show, watch]);
  const isMoving = MOVING.has(current.state);
  useEffect(() => {
    if (!isMoving) return undefined;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = () => {
      timer = setTimeout(() => {
        if (document.hidden) next();
        else void ask().finally(() => (isOver ? undefined : next()));
      }, POLL_MS);
    };
    next();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [isMoving, ask]);
  const refresh = useCallback(() => void ask(), [ask]);
  return { current, isStale, show, refresh };
}
