// Waits are counted on the server's clock: this browser's own may be wrong by hours, and the demo's runs ahead on purpose.
import { useEffect, useState } from "react";

/** Seconds since the Unix epoch on the server's clock, from `nowSeconds` as the page was made; moves on every `everySeconds`. */
export function useServerClock(nowSeconds: number, everySeconds = 1): number {
  const [current, setCurrent] = useState(nowSeconds);
  useEffect(() => {
    const startedAtMs = Date.now();
    const timer = setInterval(() => {
      setCurrent(nowSeconds + Math.max(0, Math.floor((Date.now() - startedAtMs) / 1000)));
    }, everySeconds * 1000);
    return () => {
      clearInterval(timer);
    };
  }, [nowSeconds, everySeconds]);
  return current;
}
