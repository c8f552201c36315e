"use client";

import { useCallback, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LoadFailure } from "@/components/ui/load-failure";
import { LocalTime } from "@/components/ui/local-time";
import { News } from "@/components/ui/news";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { addDeskPasskey, listDeskPasskeys, rejectDeskPasskey } from "@/lib/client/desk-passkeys";
import type { PoolAddress } from "@/lib/client/pool-address";
import { signInAgain } from "@/lib/client/sign-in-again";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useLoaded } from "@/lib/client/use-loaded";
import { useSubmission } from "@/lib/client/use-submission";
import type { OperatorPasskeyEntry } from "@/lib/contracts/operator-session";
import { DeskPasskeyApproval, type PasskeyDoing } from "./desk-passkey-approval";

interface DeskPasskeysProps {
  readonly pool: PoolAddress;
  readonly hasPasskey: boolean;
}

/** The operator's passkeys and everybody else's: a new one is seen by the whole desk before it approves anything. */
export function DeskPasskeys({ pool, hasPasskey: hadPasskey }: DeskPasskeysProps) {
  const { value, failure, reload } = useLoaded(listDeskPasskeys);
  const [doing, setDoing] = useState<PasskeyDoing | null>(null);
  const [news, setNews] = useState("");
  const done = useCallback(
    (text: string) => {
      setDoing(null);
      setNews(text);
      reload();
    },
    [reload],
  );
  const own = value?.filter(({ isOwn }) => isOwn) ?? [];
  // What the page knew when it was drawn, until the list says what is so now.
  const hasPasskey = value === null ? hadPasskey : own.some(({ counts }) => counts);
  const others = value?.filter(({ isOwn }) => !isOwn) ?? [];
  if (doing !== null) {
    return (
      <DeskPasskeyApproval
        doing={doing}
        pool={pool}
        onDone={done}
        onLeave={() => {
          setDoing(null);
        }}
      />
    );
  }
  return (
    <>
      <News text={news} />
      <Card title="Your passkeys">
        <p className="max-w-prose text-ink-2">
          Every act of the desk takes a passkey; a password and a code approve nothing. A passkey that no older one of yours stands behind
          signs you in at once and approves after a day, or once a colleague has confirmed it.
        </p>
        {failure === null ? null : <LoadFailure failure={failure} onRetry={reload} />}
        {value === null && failure === null ? <Skeleton className="h-12 w-full" /> : null}
        <PasskeyLines passkeys={own} onDo={setDoing} onDone={done} />
        <AddPasskey
          pool={pool}
          hasPasskey={hasPasskey}
          onApprove={() => {
            setDoing({ act: "add" });
          }}
          onDone={done}
        />
      </Card>
      <Card title="Colleagues' passkeys">
        {value !== null && others.length === 0 ? (
          <p className="text-ink-2">No colleague has a passkey yet. They appear here the moment they are added.</p>
        ) : null}
        <PasskeyLines passkeys={others} onDo={setDoing} onDone={done} canConfirm={hasPasskey} />
      </Card>
    </>
  );
}

interface PasskeyLinesProps {
  readonly passkeys: readonly OperatorPasskeyEntry[];
  readonly canConfirm?: boolean;
  readonly onDo: (doing: PasskeyDoing) => void;
  readonly onDone: (news: string) => void;
}

function PasskeyLines({ passkeys, canConfirm = false, onDo, onDone }: PasskeyLinesProps) {
  const submission = useSubmission<OperatorPasskeyEntry>(async ({ credentialId }) => {
    await rejectDeskPasskey(credentialId);
    onDone("Passkey turned down. It neither approves nor signs in any more.");
  });
  if (passkeys.length === 0) return null;
  return (
    <>
      <SubmissionStatus submission={submission} progress="Turning it down…" />
      <ul className="divide-y divide-line">
        {passkeys.map((passkey) => (
          <li key={passkey.credentialId} className="flex flex-wrap items-center gap-3 py-3 first:pt-0 last:pb-0">
            <div className="min-w-0 flex-1">
              <p className="font-strong">
                {passkey.name} <span className="font-mono text-13 font-normal">{passkey.handle}</span>
              </p>
              <p className="text-13 text-ink-2">
                Added <LocalTime at={passkey.addedAt} /> ·{" "}
                {passkey.counts ? (
                  "Approves"
                ) : (
                  <span className="text-hold">
                    Signs in only; approves from <LocalTime at={passkey.countsFrom} />
                  </span>
                )}
              </p>
            </div>
            {passkey.counts && passkey.isOwn ? (
              <Button
                look="danger"
                small
                onClick={() => {
                  onDo({ act: "remove", passkey });
                }}
              >
                Remove
              </Button>
            ) : null}
            {!passkey.counts && !passkey.isOwn && canConfirm ? (
              <Button
                look="secondary"
                small
                onClick={() => {
                  onDo({ act: "confirm", passkey });
                }}
              >
                Confirm
              </Button>
            ) : null}
            {passkey.counts ? null : (
              <Button
                look="danger"
                small
                disabled={submission.isWorking}
                onClick={() => {
                  submission.submit(passkey);
                }}
              >
                Turn down
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

interface AddPasskeyProps extends DeskPasskeysProps {
  readonly onApprove: () => void;
  readonly onDone: (news: string) => void;
}

/** With a passkey that approves, adding is an approval; without one it takes a sign-in of the last five minutes. */
function AddPasskey({ pool, hasPasskey, onApprove, onDone }: AddPasskeyProps) {
  const isHydrated = useHydrated();
  const [isStale, setIsStale] = useState(false);
  const submission = useSubmission<null>(async () => {
    await addDeskPasskey(pool).then(
      () => {
        onDone("Passkey added. It signs you in now, and approves after a day or once a colleague has confirmed it.");
      },
      (thrown: unknown) => {
        if (!(thrown instanceof Error) || thrown.name !== "StepUpRequiredException") throw thrown;
        setIsStale(true);
      },
    );
  });
  const leaving = useSubmission<null>(signInAgain);
  if (isStale) {
    return (
      <div className="grid justify-items-start gap-3">
        <p role="status">Adding a passkey takes a sign-in of the last five minutes.</p>
        <SubmissionStatus submission={leaving} progress="Signing out…" />
        <Button
          disabled={leaving.isWorking}
          onClick={() => {
            leaving.submit(null);
          }}
        >
          Sign in again
        </Button>
      </div>
    );
  }
  return (
    <div className="grid justify-items-start gap-3">
      <SubmissionStatus submission={submission} progress="Waiting for your device…" />
      <Button
        look={hasPasskey ? "secondary" : "primary"}
        ready={isHydrated}
        disabled={submission.isWorking || submission.secondsLeft !== null}
        onClick={() => {
          if (hasPasskey) onApprove();
          else submission.submit(null);
        }}
      >
        Add a passkey
      </Button>
    </div>
  );
}
