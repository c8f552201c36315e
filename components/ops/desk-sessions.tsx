"use client";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LoadFailure } from "@/components/ui/load-failure";
import { LocalTime } from "@/components/ui/local-time";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { endDeskSession, listDeskSessions } from "@/lib/client/desk-session";
import { factorNames } from "@/lib/client/factor-names";
import { useLoaded } from "@/lib/client/use-loaded";
import { useSubmission } from "@/lib/client/use-submission";

/** Where this operator is signed in to the desk. */
export function DeskSessions() {
  const { value, failure, reload } = useLoaded(listDeskSessions);
  const submission = useSubmission<string>(async (id) => {
    await endDeskSession(id);
    reload();
  });
  return (
    <Card title="Where you are signed in">
      <p className="max-w-prose text-ink-2">
        A session of the desk ends after a quarter of an hour without an act, after eight hours at the latest, and where it shows up in
        another place.
      </p>
      {failure === null ? null : <LoadFailure failure={failure} onRetry={reload} />}
      {value === null && failure === null ? <Skeleton className="h-12 w-full" /> : null}
      <SubmissionStatus submission={submission} progress="Ending the session…" />
      <ul className="divide-y divide-line">
        {(value ?? []).map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-3 py-3 first:pt-0 last:pb-0">
            <div className="min-w-0 flex-1">
              <p className="truncate font-strong">{session.device}</p>
              <p className="text-13 text-ink-2">
                {factorNames(session.factors)} · since <LocalTime at={session.createdAt} /> · last seen{" "}
                <LocalTime at={session.lastSeenAt} /> · {session.network}
              </p>
            </div>
            {session.current ? (
              <span className="rounded-full bg-accent-soft px-2.5 py-0.5 text-13">This session</span>
            ) : (
              <Button
                look="danger"
                small
                disabled={submission.isWorking}
                onClick={() => {
                  submission.submit(session.id);
                }}
              >
                End session
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
