// A value that the server gave with the page and that is asked for again while somebody looks at it.
import { useCallback, useEffect, useRef, useState } from "react";

/** The newest value, and how to ask for it now. A failure leaves what is shown. */
export interface Polled<Value> {
  readonly value: Value;
  readonly refresh: () => Promise<void>;
}

/** Starts with `initial` and asks every `everyMs` while the page is seen. `load` must keep its identity between renders. */
export function usePolled<Value>(initial: Value, load: () => Promise<Value>, everyMs: number): Polled<Value> {
  const [value, setValue] = useState(initial);
  // An answer that was asked for earlier must not replace one that was asked for later.
  const asked = useRef(0);
  const refresh = useCallback(async () => {
    const mine = ++asked.current;
    await load().then(
      (newer) => {
        if (asked.current === mine) setValue(newer);
      },
      () => undefined,
    );
  }, [load]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) void refresh();
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [refresh, everyMs]);
  return { value, refresh };
}
