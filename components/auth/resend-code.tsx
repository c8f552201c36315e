"use client";

import { Button } from "@/components/ui/button";
import { clockText } from "@/components/ui/countdown-ring";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { useResendWait } from "@/lib/client/use-resend-wait";
import { useSubmission } from "@/lib/client/use-submission";
import { useState } from "react";

/** Another mail, after a wait that grows with each. The button keeps its name; the wait stands beside it. */
export function ResendCode({ send }: { readonly send: () => Promise<void> }) {
  const [isSent, setIsSent] = useState(false);
  const wait = useResendWait();
  const submission = useSubmission<null>(async () => {
    setIsSent(false);
    await send();
    setIsSent(true);
    wait.sent();
  });
  return (
    <>
      <div className="basis-full empty:hidden">
        <SubmissionStatus submission={submission} progress="Sending another code…" />
      </div>
      <Button
        look="secondary"
        disabled={submission.isWorking || submission.secondsLeft !== null || wait.secondsLeft !== null}
        onClick={() => {
          submission.submit(null);
        }}
      >
        Send another code
      </Button>
      <span role="status" className="px-2 text-13 text-ink-2 empty:hidden">
        {isSent ? "Sent. Use the newest one." : ""}
      </span>
      {wait.secondsLeft === null ? null : (
        <span className="px-2 text-13 text-ink-2 tabular-nums">Possible in {clockText(wait.secondsLeft)}</span>
      )}
    </>
  );
}
