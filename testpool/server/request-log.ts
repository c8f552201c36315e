// Which operations were called and when: names and times only, never a body.

/** One call. */
export interface RequestEntry {
  readonly operation: string;
  readonly at: string;
}

/** The calls since the start or the last clearing; the newest 10,000 at most. */
export interface RequestLog {
  add(operation: string, atMs: number): void;
  list(operation: string | null): readonly RequestEntry[];
  clear(): void;
}

const ENTRIES_MAX = 10_000;

export function createRequestLog(): RequestLog {
  let entries: RequestEntry[] = [];
  return {
    add: (operation, atMs) => {
      entries.push({ operation, at: new Date(atMs).toISOString() });
      if (entries.length > ENTRIES_MAX) entries = entries.slice(-ENTRIES_MAX);
    },
    list: (operation) => (operation === null ? entries : entries.filter((entry) => entry.operation === operation)),
    clear: () => {
      entries = [];
    },
  };
}
