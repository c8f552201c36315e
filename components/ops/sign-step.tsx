"use client";

import { KeyRound } from "lucide-react";
import { Button } from "@/components/ui/button";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { useSubmission } from "@/lib/client/use-submission";
import type { DeskGrantDto } from "@/lib/contracts/desk";
import { RequestSlip } from "./request-slip";

interface SignStepProps {
  readonly granted: DeskGrantDto;
  readonly closing: string;
  readonly button: string;
  readonly look?: "primary" | "danger";
  readonly sign: (granted: DeskGrantDto) => Promise<void>;
  readonly onBack: () => void;
}

/** The slip, and the one press that has the passkey sign it. */
export function SignStep({ granted, closing, button, look = "primary", sign, onBack }: SignStepProps) {
  const submission = useSubmission<null>(() => sign(granted));
  const isBlocked = submission.isWorking || submission.secondsLeft !== null;
  return (
    <div className="grid gap-4">
      <RequestSlip request={granted.request} closing={closing} />
      <SubmissionStatus submission={submission} progress="Waiting for your passkey…" />
      <div className="flex flex-wrap gap-2">
        <Button
          look={look}
          disabled={isBlocked}
          onClick={() => {
            submission.submit(null);
          }}
        >
          <KeyRound aria-hidden="true" size={16} strokeWidth={1.75} />
          {button}
        </Button>
        <Button look="quiet" disabled={isBlocked} onClick={onBack}>
          Back
        </Button>
      </div>
    </div>
  );
}
