// Reading something on arrival: loading, there, or a failure in words with a way to ask again.
import { useCallback, useEffect, useState } from "react";
import type { Failure } from "./explain-failure";
import { explainOnDemand } from "./explain-on-demand";

/** What a card shows while and after it reads. A reload keeps the old value on screen until the new one is there. */
export interface Loaded<Value> {
  readonly value: Value | null;
  readonly failure: Failure | null;
  readonly reload: () => void;
}

/** Calls `load` once the component is there and again at every `reload`. `load` must keep its identity between renders. */
export function useLoaded<Value>(load: () => Promise<Value>): Loaded<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const reload = useCallback(() => {
    load().then(
      (loaded) => {
        setValue(loaded);
        setFailure(null);
      },
      async (thrown: unknown) => {
        setFailure(await explainOnDemand(thrown));
      },
    );
  }, [load]);
  useEffect(reload, [reload]);
  return { value, failure, reload };
}
