"use client";

import { KeyRound } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { proveByPasskey } from "@/lib/client/step-up";
import { useSubmission } from "@/lib/client/use-submission";
import type { StepUpDto } from "@/lib/contracts/step-up";
import type { ApprovalContext } from "./approval-context";
import { PasswordProof } from "./password-proof";
import type { Approval } from "./use-approval";
import { WayNotes } from "./way-notes";

interface ApproveActionsProps {
  readonly approval: Approval;
  readonly grant: StepUpDto;
  readonly context: ApprovalContext;
  readonly passwordLimit?: string | null | undefined;
  readonly onStart?: (() => void) | undefined;
}

/** The ways of proof for one grant. Only what the server offered is offered, and a way that fails never opens another by itself. */
export function ApproveActions({ approval, grant, context, passwordLimit, onStart }: ApproveActionsProps) {
  const [isByPassword, setIsByPassword] = useState(false);
  const { passkey, passwordTotp } = grant.proofs;
  const submission = useSubmission<null>(async () => {
    if (passkey === undefined) return;
    onStart?.();
    await approval.approve(({ grantId }) => proveByPasskey(grantId, passkey));
  });
  if (approval.isClosed) return <Closed submission={submission} onAskAgain={approval.askAgain} />;
  if (isByPassword && passwordTotp !== undefined) {
    return (
      <PasswordProof
        approval={approval}
        grant={grant}
        context={context}
        onBack={() => {
          setIsByPassword(false);
        }}
      />
    );
  }
  const isBlocked = submission.isWorking || submission.secondsLeft !== null;
  return (
    <div className="grid gap-3">
      <SubmissionStatus submission={submission} progress="Waiting for your passkey…" />
      <div className="flex flex-wrap gap-2">
        {passkey === undefined ? null : (
          <Button
            disabled={isBlocked}
            className="w-full sm:w-auto"
            onClick={() => {
              submission.submit(null);
            }}
          >
            <KeyRound aria-hidden="true" size={16} strokeWidth={1.75} />
            Approve with passkey
          </Button>
        )}
        {passwordTotp === undefined ? null : (
          <Button
            look={passkey === undefined ? "primary" : "secondary"}
            disabled={isBlocked}
            className="w-full sm:w-auto"
            onClick={() => {
              onStart?.();
              setIsByPassword(true);
            }}
          >
            Approve with password and code
          </Button>
        )}
      </div>
      <WayNotes proofs={grant.proofs} passwordLimit={passwordLimit} />
    </div>
  );
}

interface ClosedProps {
  readonly submission: Parameters<typeof SubmissionStatus>[0]["submission"];
  readonly onAskAgain: () => void;
}

/** The grant has run out or was spent: why, and one press for another. */
function Closed({ submission, onAskAgain }: ClosedProps) {
  return (
    <div className="grid justify-items-start gap-3">
      {submission.failure === null ? (
        <p role="status">This approval has closed. An approval stays open for five minutes and works once.</p>
      ) : (
        <SubmissionStatus submission={submission} progress="" />
      )}
      <Button onClick={onAskAgain}>Ask for the approval again</Button>
    </div>
  );
}
