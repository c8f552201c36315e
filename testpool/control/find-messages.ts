// The outbox as somebody asks for it: by address, kind, pool and time.
import { listMessages } from "../codes/outbox";
import type { MessageRecord } from "../store/records";
import type { Store } from "../store/store";

/** `since` as milliseconds: a time as the messages write it, or whole epoch seconds; null for neither. */
function parseSince(text: string): number | null {
  const atMs = /^\d{1,12}$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(atMs) ? null : atMs;
}

/** The messages that match `to`, `kind`, `poolId` and `since`, newest last; or the sentence that says what is wrong with `since`. */
export function findMessages(store: Store, query: URLSearchParams): readonly MessageRecord[] | string {
  const sinceText = query.get("since");
  const sinceMs = sinceText === null ? 0 : parseSince(sinceText);
  if (sinceMs === null) return "since must be a time like 2026-11-05T09:03:07Z, or whole seconds since the epoch.";
  const [kind, poolId] = [query.get("kind"), query.get("poolId")];
  return listMessages(store, query.get("to")).filter(
    (message) =>
      (kind === null || message.kind === kind) && (poolId === null || message.poolId === poolId) && Date.parse(message.at) >= sinceMs,
  );
}
