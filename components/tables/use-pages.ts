import { useCallback, useEffect, useRef, useState } from "react";
import type { Failure } from "@/lib/client/explain-failure";
import { explainOnDemand } from "@/lib/client/explain-on-demand";

/** One page of a list that the server cuts by key. */
export interface TablePage<Row> {
  readonly rows: readonly Row[];
  /** What the next page is asked with; null on the last. */
  readonly nextCursor: string | null;
}

interface Pages<Row> {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  readonly failure: Failure | null;
  /** Asks for the next page unless one is on its way. */
  readonly more: () => void;
  /** Asks again after a failure. */
  readonly retry: () => void;
}

/**
 * The pages loaded so far as one list. A row that moved between two pages while they were read is kept where it was seen first, so that
 * nothing is shown twice. A new `first` starts over.
 */
export function usePages<Row>(
  first: TablePage<Row>,
  load: (cursor: string) => Promise<TablePage<Row>>,
  keyOf: (row: Row) => string,
): Pages<Row> {
  const [pages, setPages] = useState(first);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isBusy = useRef(false);
  const origin = useRef(first);
  useEffect(() => {
    if (origin.current === first) return;
    origin.current = first;
    isBusy.current = false;
    setPages(first);
    setFailure(null);
  }, [first]);
  const ask = useCallback(() => {
    if (isBusy.current || pages.nextCursor === null) return;
    isBusy.current = true;
    load(pages.nextCursor)
      .then(
        (page) => {
          if (origin.current === first) setPages((before) => joined(before, page, keyOf));
        },
        async (thrown: unknown) => {
          setFailure(await explainOnDemand(thrown));
        },
      )
      .finally(() => {
        isBusy.current = false;
      });
  }, [first, keyOf, load, pages.nextCursor]);
  const more = useCallback(() => {
    if (failure === null) ask();
  }, [ask, failure]);
  const retry = useCallback(() => {
    setFailure(null);
    ask();
  }, [ask]);
  return { rows: pages.rows, hasMore: pages.nextCursor !== null, failure, more, retry };
}

function joined<Row>(before: TablePage<Row>, page: TablePage<Row>, keyOf: (row: Row) => string): TablePage<Row> {
  const known = new Set(before.rows.map(keyOf));
  return { rows: [...before.rows, ...page.rows.filter((row) => !known.has(keyOf(row)))], nextCursor: page.nextCursor };
}
