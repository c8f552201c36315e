"use client";

import { useState } from "react";
import { QuietLink } from "@/components/auth/quiet-link";
import { StepHeading } from "@/components/auth/step-heading";
import { Button } from "@/components/ui/button";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { cancelByLink } from "@/lib/client/recovery";
import { useHydrated } from "@/lib/client/use-hydrated";
import { useSubmission } from "@/lib/client/use-submission";
import type { RecoveryCancelledDto } from "@/lib/contracts/recovery";

/** A link alone changes nothing, because mail programs follow links; the press does. */
export function CancelByLink({ token }: { readonly token: string }) {
  const isHydrated = useHydrated();
  const [outcome, setOutcome] = useState<RecoveryCancelledDto["outcome"] | null>(null);
  const submission = useSubmission<null>(async () => {
    setOutcome((await cancelByLink(token)).outcome);
  });
  if (outcome !== null) return <Cancelled outcome={outcome} />;
  return (
    <div className="grid gap-5">
      <StepHeading title="Cancel this way back">
        Somebody with your password and a code from your mailbox is coming back into your account without a second factor. If that is not
        you, cancel it. If it is you, close this page.
      </StepHeading>
      <SubmissionStatus submission={submission} progress="Cancelling…" />
      <Button
        wide
        ready={isHydrated}
        disabled={submission.isWorking || submission.secondsLeft !== null}
        onClick={() => {
          submission.submit(null);
        }}
      >
        Cancel this recovery
      </Button>
    </div>
  );
}

function Cancelled({ outcome }: RecoveryCancelledDto) {
  return (
    <div role="status" className="grid gap-5">
      <StepHeading title="Cancelled. Nobody comes in this way.">
        {outcome === "disputed"
          ? "It was the third time within thirty days: from now on only the support desk can let it start again."
          : "Somebody knows your password and reads your mail, or did. Replace both passwords now."}
      </StepHeading>
      <QuietLink href="/sign-in">Sign in</QuietLink>
    </div>
  );
}
