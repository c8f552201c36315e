"use client";

import { useCallback, useState } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { ApprovalPanel } from "@/components/step-up/approval-panel";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LoadFailure } from "@/components/ui/load-failure";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { ProblemError } from "@/lib/client/problem-error";
import { makeRecoveryCodes, readRecoveryCodes } from "@/lib/client/recovery";
import { useLoaded } from "@/lib/client/use-loaded";
import { useSubmission } from "@/lib/client/use-submission";
import { RecoveryCodeSheet } from "./recovery-code-sheet";

export function RecoveryCodesCard({ context }: { readonly context: ApprovalContext }) {
  const { value, failure, reload } = useLoaded(readRecoveryCodes);
  return (
    <Card title="Recovery codes" id="recovery-codes">
      {failure === null ? null : <LoadFailure failure={failure} onRetry={reload} />}
      {value === null && failure === null ? <Skeleton className="h-6 w-64" /> : null}
      {value === null ? null : (
        <>
          <p className="max-w-prose">{standing(value.left)}</p>
          <MakeRecoveryCodes context={context} isFirst={value.left === null} onMade={reload} />
        </>
      )}
    </Card>
  );
}

function standing(left: number | null): string {
  if (left === null) return "None yet. If you lose your authenticator, your password and one of these codes let you in.";
  if (left === 0) return "All of them are used. Make a new set before you need one.";
  return `${left} of 10 left. Your password and one of them let you in without your authenticator.`;
}

interface MakeRecoveryCodesProps {
  readonly context: ApprovalContext;
  readonly isFirst: boolean;
  readonly onMade: () => void;
}

/** Makes a set, asks for an approval where the server wants one, and shows the codes the one time that they can be seen. */
export function MakeRecoveryCodes({ context, isFirst, onMade }: MakeRecoveryCodesProps) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [asksApproval, setAsksApproval] = useState(false);
  const make = useCallback(async (grantId: string | null) => {
    const made = await makeRecoveryCodes(grantId);
    setAsksApproval(false);
    setCodes(made.codes);
  }, []);
  const submission = useSubmission<null>(() =>
    make(null).catch((thrown: unknown) => {
      if (!(thrown instanceof ProblemError) || thrown.problem.code !== "step_up_required") throw thrown;
      setAsksApproval(true);
    }),
  );
  if (codes !== null) {
    return (
      <RecoveryCodeSheet
        codes={codes}
        onKept={() => {
          setCodes(null);
          onMade();
        }}
      />
    );
  }
  if (asksApproval) {
    return (
      <div className="grid w-full max-w-2xl gap-4">
        <p className="max-w-prose">A new set makes every older code worthless, so it needs your approval.</p>
        <ApprovalPanel act={{ purpose: "recovery_codes", subjectId: "self", perform: make }} context={context} />
        <Button
          look="quiet"
          className="justify-self-start"
          onClick={() => {
            setAsksApproval(false);
          }}
        >
          Not now
        </Button>
      </div>
    );
  }
  return (
    <div className="grid justify-items-start gap-3">
      <SubmissionStatus submission={submission} progress="Making the codes…" />
      <Button
        look="secondary"
        disabled={submission.isWorking || submission.secondsLeft !== null}
        onClick={() => {
          submission.submit(null);
        }}
      >
        {isFirst ? "Make recovery codes" : "Make a new set"}
      </Button>
    </div>
  );
}
