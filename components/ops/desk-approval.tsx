"use client";

import { KeyRound } from "lucide-react";
import { useCallback, useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { LoadFailure } from "@/components/ui/load-failure";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { proveDeskGrant, type DeskGrant } from "@/lib/client/desk-approval";
import { useLoaded } from "@/lib/client/use-loaded";
import { useSubmission } from "@/lib/client/use-submission";
import { DeskSlip } from "./desk-slip";
import { deskSlipRows } from "./desk-slip-rows";

interface DeskApprovalProps {
  readonly title: string;
  /** What to look at before approving, and what follows. */
  readonly children: React.ReactNode;
  /** Opens the grant at the route of the act. Must keep its identity between renders. */
  readonly open: () => Promise<DeskGrant>;
  /** Does the act with the proven grant. */
  readonly perform: (grantId: string) => Promise<void>;
  readonly onLeave: () => void;
}

/** An approval of one operator alone: it opens the grant, shows its stored terms as a slip, and takes a passkey and no other proof. A request for two people is signed in `SignStep`. */
export function DeskApproval({ title, children, open, perform, onLeave }: DeskApprovalProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();
  useEffect(() => {
    heading.current?.focus();
  }, []);
  const { value: grant, failure, reload } = useLoaded(open);
  const provenId = useRef<string | null>(null);
  const approve = useCallback(async () => {
    if (grant === null) return;
    if (provenId.current !== grant.grantId) await proveDeskGrant(grant);
    provenId.current = grant.grantId;
    await perform(grant.grantId);
  }, [grant, perform]);
  const submission = useSubmission<null>(approve);
  return (
    <section aria-labelledby={headingId} className="grid max-w-2xl gap-4">
      <div className="grid gap-1">
        <h2 id={headingId} ref={heading} tabIndex={-1} className="text-16 font-strong">
          {title}
        </h2>
        <div className="text-ink-2">{children}</div>
      </div>
      {failure === null ? null : <LoadFailure failure={failure} onRetry={reload} />}
      {grant === null ? failure === null ? <Skeleton className="h-48 w-full" /> : null : <GrantSlip grant={grant} title={title} />}
      <SubmissionStatus submission={submission} progress="Waiting for your passkey…" onStartOver={reload} />
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={grant === null || submission.isWorking || submission.secondsLeft !== null}
          onClick={() => {
            submission.submit(null);
          }}
        >
          <KeyRound aria-hidden="true" size={16} strokeWidth={1.75} />
          Approve with passkey
        </Button>
        <Button look="quiet" onClick={onLeave}>
          Not now
        </Button>
      </div>
    </section>
  );
}

const GrantSlip = ({ grant: { terms, termsHash, expiresAt }, title }: { readonly grant: DeskGrant; readonly title: string }) => (
  <DeskSlip {...{ title, termsHash }} rows={deskSlipRows(terms)} closing="You approve exactly this." openUntil={expiresAt} />
);
