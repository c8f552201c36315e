"use client";

import { useCallback, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LoadFailure } from "@/components/ui/load-failure";
import { LocalTime } from "@/components/ui/local-time";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { listSecurityEvents } from "@/lib/client/account-safety";
import { useLoaded } from "@/lib/client/use-loaded";
import { useSubmission } from "@/lib/client/use-submission";
import type { SecurityEventDto, SecurityLogDto } from "@/lib/contracts/security-log";

export function LogCard() {
  const { value, failure, reload } = useLoaded(useCallback(() => listSecurityEvents(null), []));
  return (
    <Card title="What happened" id="log">
      {failure === null ? null : <LoadFailure failure={failure} onRetry={reload} />}
      {value === null && failure === null ? <Skeleton className="h-64 w-full" /> : null}
      {value === null ? null : <Log first={value} />}
    </Card>
  );
}

function Log({ first }: { readonly first: SecurityLogDto }) {
  const [older, setOlder] = useState<readonly SecurityLogDto[]>([]);
  const pages = [first, ...older];
  const nextCursor = pages.at(-1)?.nextCursor ?? null;
  const submission = useSubmission<string>(async (cursor) => {
    const page = await listSecurityEvents(cursor);
    setOlder((before) => [...before, page]);
  });
  const events = pages.flatMap((page) => page.events);
  if (events.length === 0) return <p className="text-ink-2">Nothing yet. Sign-ins and changes of how you sign in will stand here.</p>;
  return (
    <>
      <ul className="divide-y divide-line">
        {events.map((event) => (
          <LogLine key={event.id} event={event} />
        ))}
      </ul>
      <SubmissionStatus submission={submission} progress="Reading what is older…" />
      {nextCursor === null ? null : (
        <div>
          <Button
            look="secondary"
            small
            disabled={submission.isWorking || submission.secondsLeft !== null}
            onClick={() => {
              submission.submit(nextCursor);
            }}
          >
            Show older
          </Button>
        </div>
      )}
    </>
  );
}

function LogLine({ event: { at, title, sentence, device, network } }: { readonly event: SecurityEventDto }) {
  const place = [device, network].filter((part) => part !== "").join(" · ");
  return (
    <li className="grid gap-x-4 gap-y-0.5 py-3 first:pt-0 last:pb-0 sm:grid-cols-[1fr_auto]">
      <p className="font-strong">{title}</p>
      <p className="text-13 text-ink-2 sm:text-right">
        <LocalTime at={at} />
      </p>
      <p className="max-w-prose text-13">{sentence}</p>
      <p className="text-13 text-ink-2 sm:text-right">{place === "" ? "Place not known" : place}</p>
    </li>
  );
}
