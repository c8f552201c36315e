"use client";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LoadFailure } from "@/components/ui/load-failure";
import { LocalTime } from "@/components/ui/local-time";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { factorNames } from "@/lib/client/factor-names";
import { endSession, listSessions } from "@/lib/client/sessions";
import { useLoaded } from "@/lib/client/use-loaded";
import { useSubmission } from "@/lib/client/use-submission";
import type { SessionListEntry } from "@/lib/contracts/session";

export function SessionsCard() {
  const { value, failure, reload } = useLoaded(listSessions);
  const others = value?.filter(({ current }) => !current) ?? [];
  const submission = useSubmission<readonly SessionListEntry[]>(async (ending) => {
    for (const { id } of ending) await endSession(id);
    reload();
  });
  const isBlocked = submission.isWorking || submission.secondsLeft !== null;
  return (
    <Card
      title="Where you are signed in"
      aside={
        others.length > 1 ? (
          <Button
            look="secondary"
            small
            disabled={isBlocked}
            onClick={() => {
              submission.submit(others);
            }}
          >
            End all others
          </Button>
        ) : undefined
      }
    >
      {failure === null ? null : <LoadFailure failure={failure} onRetry={reload} />}
      {value === null && failure === null ? <Skeleton className="h-24 w-full" /> : null}
      <SubmissionStatus submission={submission} progress="Ending the session…" />
      {value === null ? null : (
        <ul className="divide-y divide-line">
          {value.map((session) => (
            <li key={session.id} className="flex flex-wrap items-center gap-3 py-3 first:pt-0 last:pb-0">
              <div className="min-w-0 flex-1">
                <p className="truncate font-strong" title={session.device}>
                  {session.device}
                </p>
                <p className="text-13 text-ink-2">
                  {factorNames(session.factors)} · since <LocalTime at={session.createdAt} /> · last seen{" "}
                  <LocalTime at={session.lastSeenAt} />
                  {session.network === "" ? null : ` · ${session.network}`}
                </p>
              </div>
              {session.current ? (
                <span className="rounded-full bg-accent-soft px-2.5 py-0.5 text-13">This session</span>
              ) : (
                <Button
                  look="danger"
                  small
                  disabled={isBlocked}
                  onClick={() => {
                    submission.submit([session]);
                  }}
                >
                  End session
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
