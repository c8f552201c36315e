"use client";

import { useCallback } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Button } from "@/components/ui/button";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { loadPasskeys } from "@/lib/client/load-passkeys";
import type { PasskeyDto } from "@/lib/contracts/passkeys";
import { GateApproval } from "./gate-approval";
import { useGatedAct } from "./use-gated-act";

interface RemovePasskeyProps {
  readonly passkey: PasskeyDto;
  readonly context: ApprovalContext;
  readonly onRemoved: () => void;
  readonly onKeep: () => void;
}

/** Says what follows before it does it; a passkey that is a last way in is refused by the server, in its own words. */
export function RemovePasskey({ passkey: { id, addedHere }, context, onRemoved, onKeep }: RemovePasskeyProps) {
  const { pool } = context;
  const run = useCallback(async () => {
    const { removePasskey } = await loadPasskeys();
    await removePasskey(pool, id);
    onRemoved();
  }, [pool, id, onRemoved]);
  const { submission, asksApproval, perform } = useGatedAct(run);
  if (asksApproval) return <GateApproval act={{ purpose: "passkey_remove", subjectId: id, perform }} context={context} onLeave={onKeep} />;
  return (
    <div className="grid gap-3 rounded-control bg-surface-2 p-3">
      <p>
        {addedHere
          ? "This passkey stops signing in and approving at once. Your other ways in stay as they are."
          : "This passkey stops signing in at once. Your own ways in stay as they are."}
      </p>
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
