"use client";

import { useCallback, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { markSignalsRead, readSignals, watchSignals } from "@/lib/client/signals";
import { usePolled } from "@/lib/client/use-polled";
import { useServerClock } from "@/lib/client/use-server-clock";
import { useSubmission } from "@/lib/client/use-submission";
import type { SignalEventDto, SignalEventsDto } from "@/lib/contracts/signals";
import { EventRow } from "./event-row";
import { FilterChips } from "./filter-chips";

interface SignalEventsProps {
  readonly initial: SignalEventsDto;
  readonly nowSeconds: number;
  readonly isUnread: boolean;
  readonly rule: { readonly id: string; readonly name: string } | null;
  readonly hasRules: boolean;
}

const POLL_MS = 4_000;
const NO_EVENTS: readonly SignalEventDto[] = [];

/** What was raised, newest first, with what comes in while the page is open. */
export function SignalEvents({ initial, nowSeconds, isUnread, rule, hasRules }: SignalEventsProps) {
  const query = new URLSearchParams({ ...(isUnread ? { unread: "1" } : {}), ...(rule === null ? {} : { rule: rule.id }) }).toString();
  const load = useCallback(() => watchSignals(query), [query]);
  const { value, refresh } = usePolled(initial, load, POLL_MS);
  const now = useServerClock(nowSeconds, 15);
  const older = useOlder(query, value.nextCursor);
  const reading = useSubmission<readonly string[] | null>(async (ids) => {
    await markSignalsRead(ids);
    await refresh();
  });
  const shown = new Set(value.events.map(({ id }) => id));
  const events = [...value.events, ...older.events.filter(({ id }) => !shown.has(id))];
  return (
    <section aria-labelledby="signals-raised" className="grid content-start gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="signals-raised" className="text-16 font-strong">
          Raised
        </h2>
        <div className="flex flex-wrap items-center gap-2">
          <FilterChips isUnread={isUnread} rule={rule} unread={value.unread} />
          {value.unread > 0 ? (
            <Button
              look="quiet"
              small
              disabled={reading.isWorking}
              onClick={() => {
                reading.submit(null);
              }}
            >
              Mark all read
            </Button>
          ) : null}
        </div>
      </div>
      <SubmissionStatus submission={reading} progress="Marking…" />
      {events.length === 0 ? (
        <EmptyState title={isUnread ? "Nothing unread" : "No signals yet"}>
          {hasRules
            ? "A signal appears here within seconds of the trade that fulfils one of your rules."
            : "Write a rule, such as “any wallet I follow buys for at least 500 USD”. What it raises appears here."}
        </EmptyState>
      ) : (
        <ul aria-label="Signals" className="divide-y divide-line rounded-card border border-line bg-surface">
          {events.map((event) => (
            <EventRow
              key={event.id}
              event={event}
              nowSeconds={now}
              onOpen={(id) => {
                reading.submit([id]);
              }}
            />
          ))}
        </ul>
      )}
      <SubmissionStatus submission={older.submission} progress="Reading…" />
      {older.nextCursor === null ? null : (
        <div>
          <Button look="secondary" disabled={older.submission.isWorking} onClick={older.more}>
            Show older signals
          </Button>
        </div>
      )}
    </section>
  );
}

/** Pages behind the first, which stay as they were read. */
function useOlder(query: string, firstCursor: string | null) {
  const [older, setOlder] = useState<{ events: readonly SignalEventDto[]; nextCursor: string | null } | null>(null);
  const nextCursor = older === null ? firstCursor : older.nextCursor;
  const submission = useSubmission<string>(async (cursor) => {
    const page = await readSignals(`${query}&cursor=${encodeURIComponent(cursor)}`);
    setOlder((before) => ({ events: [...(before?.events ?? []), ...page.events], nextCursor: page.nextCursor }));
  });
  const more = () => {
    if (nextCursor !== null) submission.submit(nextCursor);
  };
  return { events: older?.events ?? NO_EVENTS, nextCursor, submission, more };
}
