"use client";

import { useCallback, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LoadFailure } from "@/components/ui/load-failure";
import { LocalTime } from "@/components/ui/local-time";
import { News } from "@/components/ui/news";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { openPasskeyGrant } from "@/lib/client/desk-approval";
import { addDeskPasskey, confirmDeskPasskey, listDeskPasskeys, rejectDeskPasskey, removeDeskPasskey } from "@/lib/client/desk-passkeys";
import type { PoolAddress } from "@/lib/client/pool-address";
import { signInAgain } from "@/lib/client/sign-in-again";
import { useLoaded } from "@/lib/client/use-loaded";
import { useSubmission } from "@/lib/client/use-submission";
import type { OperatorPasskeyEntry } from "@/lib/contracts/operator-session";
import { DeskApproval } from "./desk-approval";

type Doing = { readonly act: "add" } | { readonly act: "remove" | "confirm"; readonly passkey: OperatorPasskeyEntry };

interface DeskPasskeysProps {
  readonly pool: PoolAddress;
  readonly hasPasskey: boolean;
}

/** The operator's passkeys and everybody else's: a new one is seen by the whole desk before it approves anything. */
export function DeskPasskeys({ pool, hasPasskey }: DeskPasskeysProps) {
  const { value, failure, reload } = useLoaded(listDeskPasskeys);
  const [doing, setDoing] = useState<Doing | null>(null);
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
  const others = value?.filter(({ isOwn }) => !isOwn) ?? [];
  if (doing !== null) {
    return (
      <PasskeyApproval
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
  readonly onDo: (doing: Doing) => void;
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

const WORDS = {
  add: {
    title: "Add a passkey",
    text: "Your passkey vouches for the new one, so it approves at once.",
    done: "Passkey added. It approves from now on.",
  },
  remove: { title: "Remove this passkey", text: "It will neither sign you in nor approve any more.", done: "Passkey removed." },
  confirm: {
    title: "Confirm a colleague's passkey",
    text: "Confirm it only when you have spoken to the colleague yourself and they read you the name and time of this passkey. From then on it approves.",
    done: "Passkey confirmed. It approves from now on.",
  },
} as const;

interface PasskeyApprovalProps {
  readonly doing: Doing;
  readonly pool: PoolAddress;
  readonly onDone: (news: string) => void;
  readonly onLeave: () => void;
}

function PasskeyApproval({ doing, pool, onDone, onLeave }: PasskeyApprovalProps) {
  const subjectId = doing.act === "add" ? "new" : doing.passkey.credentialId;
  const { act } = doing;
  const open = useCallback(() => openPasskeyGrant(`passkey_${act}`, subjectId), [act, subjectId]);
  const perform = useCallback(
    async (grantId: string) => {
      if (act === "add") await addDeskPasskey(pool);
      else if (act === "remove") await removeDeskPasskey(pool, subjectId);
      else await confirmDeskPasskey(subjectId, grantId);
      onDone(WORDS[act].done);
    },
    [act, subjectId, pool, onDone],
  );
  return (
    <DeskApproval title={WORDS[act].title} open={open} perform={perform} onLeave={onLeave}>
      {WORDS[act].text}
    </DeskApproval>
  );
}
