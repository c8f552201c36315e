"use client";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LoadFailure } from "@/components/ui/load-failure";
import { LocalTime } from "@/components/ui/local-time";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { factorNames } from "@/lib/client/factor-names";
import type { PoolAddress } from "@/lib/client/pool-address";
import { useSession } from "@/lib/client/session-store";
import { endOtherSessions, endSession, listSessions } from "@/lib/client/sessions";
import { signOutEverywhere } from "@/lib/client/sign-out-everywhere";
import { useLoaded } from "@/lib/client/use-loaded";
import { useSubmission } from "@/lib/client/use-submission";
import type { SessionKind, SessionListEntry } from "@/lib/contracts/session";

type Ending = { readonly what: "one"; readonly id: string } | { readonly what: "others" } | { readonly what: "all" };

const KIND_WORDS: Readonly<Record<SessionKind, string | null>> = {
  full: null,
  view_only: "Only looks",
  unknown_passkey: "Only looks: unknown passkey",
  recovery: "Came in by recovery",
};

export function SessionsCard({ pool }: { readonly pool: PoolAddress }) {
  const { value, failure, reload } = useLoaded(listSessions);
  const others = value?.filter(({ current }) => !current) ?? [];
  const looksOnly = useSession()?.session.isViewOnly === true;
  const submission = useSubmission<Ending>(async (ending) => {
    if (ending.what === "all") return signOutEverywhere(pool);
    await (ending.what === "one" ? endSession(ending.id) : endOtherSessions());
    reload();
    return undefined;
  });
  const isBlocked = looksOnly || submission.isWorking || submission.secondsLeft !== null;
  return (
    <Card
      title="Where you are signed in"
      aside={
        others.length > 0 ? (
          <Button
            look="secondary"
            small
            disabled={isBlocked}
            onClick={() => {
              submission.submit({ what: "others" });
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
            <SessionLine
              key={session.id}
              session={session}
              isBlocked={isBlocked}
              onEnd={() => {
                submission.submit({ what: "one", id: session.id });
              }}
            />
          ))}
        </ul>
      )}
      <div className="grid gap-2 border-t border-line pt-4 sm:flex sm:items-center sm:justify-between sm:gap-4">
        <p className="max-w-prose text-13 text-ink-2">
          {looksOnly
            ? "This session only looks, so it ends no other. It ends itself when you sign out."
            : "Signing out everywhere ends every session at its next request, this one too. You sign in again afterwards."}
        </p>
        {looksOnly ? null : (
          <Button
            look="danger"
            small
            className="shrink-0"
            disabled={isBlocked}
            onClick={() => {
              submission.submit({ what: "all" });
            }}
          >
            Sign out everywhere
          </Button>
        )}
      </div>
    </Card>
  );
}

interface SessionLineProps {
  readonly session: SessionListEntry;
  readonly isBlocked: boolean;
  readonly onEnd: () => void;
}

function SessionLine({ session, isBlocked, onEnd }: SessionLineProps) {
  const kind = KIND_WORDS[session.kind];
  return (
    <li className="flex flex-wrap items-center gap-3 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1">
        <p className="truncate font-strong" title={session.device}>
          {session.device}
          {kind === null ? null : <span className="ml-2 text-13 font-normal text-hold">{kind}</span>}
        </p>
        <p className="text-13 text-ink-2">
          {factorNames(session.factors)} · since <LocalTime at={session.createdAt} /> · last seen <LocalTime at={session.lastSeenAt} />
          {session.network === "" ? null : ` · ${session.network}`}
        </p>
      </div>
      {session.current ? (
        <span className="rounded-full bg-accent-soft px-2.5 py-0.5 text-13">This session</span>
      ) : (
        <Button look="danger" small disabled={isBlocked} onClick={onEnd}>
          End session
        </Button>
      )}
    </li>
  );
}
