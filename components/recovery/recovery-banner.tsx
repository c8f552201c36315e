"use client";

import { TriangleAlert } from "lucide-react";
import { use, useState } from "react";
import { Button } from "@/components/ui/button";
import { exactTime } from "@/components/ui/server-time";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { SupportCode } from "@/components/ui/support-code";
import { cancelRecovery } from "@/lib/client/recovery";
import { useSubmission } from "@/lib/client/use-submission";
import type { OpenRecoveryDto, RecoveryCancelledDto } from "@/lib/contracts/recovery";

/** Above every page of every session, while somebody comes back into this account without a second factor. */
export function RecoveryBanner({ recovery }: { readonly recovery: Promise<OpenRecoveryDto | null> }) {
  const open = use(recovery);
  return open === null ? null : <OpenRecovery open={open} />;
}

function OpenRecovery({ open }: { readonly open: OpenRecoveryDto }) {
  const [outcome, setOutcome] = useState<RecoveryCancelledDto["outcome"] | null>(null);
  const submission = useSubmission<null>(async () => {
    setOutcome((await cancelRecovery()).outcome);
  });
  return (
    <section aria-label="A recovery of your account" className="border-b border-down/40 bg-down-soft" data-print="no">
      <div className="mx-auto flex max-w-6xl gap-3 px-4 py-3 lg:px-8">
        <TriangleAlert aria-hidden="true" size={20} strokeWidth={1.75} className="mt-px shrink-0 text-down" />
        {outcome === null ? (
          <div className="grid min-w-0 justify-items-start gap-2">
            <p className="font-strong">Somebody is coming back into this account without a second factor.</p>
            <p className="max-w-prose text-13">
              It was started on {exactTime(open.startedAt)} from {open.device}, network {open.network}, with your password and a code from
              your mailbox. {open.isReady ? "They can come in now." : `They can come in from ${exactTime(open.readyAt)}.`} If that is not
              you, cancel it and replace your password.
            </p>
            <SupportCode code={open.supportCode} />
            <SubmissionStatus submission={submission} progress="Cancelling…" />
            <Button
              look="danger"
              small
              disabled={submission.isWorking || submission.secondsLeft !== null}
              onClick={() => {
                submission.submit(null);
              }}
            >
              Cancel this recovery
            </Button>
          </div>
        ) : (
          <p role="status">
            Cancelled. Nobody comes in this way
            {outcome === "disputed" ? "; from now on the support desk decides whether it may start again" : ""}.
          </p>
        )}
      </div>
    </section>
  );
}
