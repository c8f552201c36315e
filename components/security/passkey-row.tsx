"use client";

import { KeyRound } from "lucide-react";
import { useCallback, useState } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Button } from "@/components/ui/button";
import { LocalTime } from "@/components/ui/local-time";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { loadPasskeys } from "@/lib/client/load-passkeys";
import type { Passkey } from "@/lib/client/passkeys";
import { GateApproval } from "./gate-approval";
import { useGatedAct } from "./use-gated-act";

interface PasskeyRowProps {
  readonly passkey: Passkey;
  readonly context: ApprovalContext;
  readonly onRemoved: () => void;
}

export function PasskeyRow({ passkey, context, onRemoved }: PasskeyRowProps) {
  const [asks, setAsks] = useState(false);
  return (
    <li className="grid gap-3 py-3 first:pt-0">
      <div className="flex flex-wrap items-center gap-3">
        <KeyRound aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-ink-2" />
        <div className="min-w-0 flex-1">
          <p className="truncate font-strong">{passkey.name}</p>
          {passkey.createdAt === null ? null : (
            <p className="text-13 text-ink-2">
              Added <LocalTime at={passkey.createdAt.toISOString()} />
            </p>
          )}
        </div>
        {asks ? null : (
          <Button
            look="quiet"
            small
            onClick={() => {
              setAsks(true);
            }}
          >
            Remove
          </Button>
        )}
      </div>
      {asks ? (
        <RemovePasskey
          passkey={passkey}
          context={context}
          onRemoved={onRemoved}
          onKeep={() => {
            setAsks(false);
          }}
        />
      ) : null}
    </li>
  );
}

function RemovePasskey({ passkey, context, onRemoved, onKeep }: PasskeyRowProps & { readonly onKeep: () => void }) {
  const { pool } = context;
  const { id } = passkey;
  const run = useCallback(async () => {
    const { removePasskey } = await loadPasskeys();
    await removePasskey(pool, id);
    onRemoved();
  }, [pool, id, onRemoved]);
  const { submission, asksApproval, perform } = useGatedAct(run);
  if (asksApproval) return <GateApproval act={{ purpose: "passkey_remove", subjectId: id, perform }} context={context} onLeave={onKeep} />;
  return (
    <div className="grid gap-3 rounded-control bg-surface-2 p-3">
      <p>This passkey stops signing in and approving at once. Your other ways in stay as they are.</p>
      <SubmissionStatus submission={submission} progress="Removing the passkey…" />
      <div className="flex flex-wrap gap-2">
        <Button
          look="danger"
          small
          disabled={submission.isWorking || submission.secondsLeft !== null}
          onClick={() => {
            submission.submit(null);
          }}
        >
          Remove passkey
        </Button>
        <Button look="quiet" small onClick={onKeep}>
          Keep it
        </Button>
      </div>
    </div>
  );
}
