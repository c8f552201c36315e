"use client";

import { useCallback, useState } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { ApprovalPanel } from "@/components/step-up/approval-panel";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { TimeLeft } from "@/components/ui/time-left";
import { freezeAccount, startUnfreezing } from "@/lib/client/account-safety";
import { leavePage } from "@/lib/client/leave-page";
import { signInAddress } from "@/lib/client/sign-in-address";
import { useSubmission } from "@/lib/client/use-submission";
import type { FreezeDto } from "@/lib/contracts/holds";

interface FreezeCardProps {
  readonly context: ApprovalContext;
  readonly freeze: FreezeDto | null;
}

/** The emergency brake, and the slow way back from it. */
export function FreezeCard({ context, freeze }: FreezeCardProps) {
  if (freeze === null) {
    return (
      <Card title="Freeze the account" id="freeze">
        <p className="max-w-prose">
          If somebody else is in your account, freeze it. Every session ends at once, nothing can be moved or changed, and withdrawals that
          were not sent yet wait. You can still sign in to look. Unfreezing takes a fresh proof and a day.
        </p>
        <FreezeButton label="Freeze my account" />
      </Card>
    );
  }
  return (
    <Card title="This account is frozen" id="freeze">
      {freeze.unfreezesAt === null ? (
        <Unfreeze context={context} />
      ) : (
        <>
          <p className="max-w-prose">
            Unfreezing was approved. The account acts again in <TimeLeft until={freeze.unfreezesAt} nowSeconds={context.nowSeconds} />; its
            withdrawals and changes stay on hold for a day after that. If it was not you who approved it, freeze the account again: the wait
            then starts over.
          </p>
          <FreezeButton label="Freeze it again" />
        </>
      )}
    </Card>
  );
}

function FreezeButton({ label }: { readonly label: string }) {
  const [isAsking, setIsAsking] = useState(false);
  const submission = useSubmission<null>(async () => {
    await freezeAccount();
    await leavePage(signInAddress("/security"));
  });
  if (!isAsking) {
    return (
      <div>
        <Button
          look="danger"
          onClick={() => {
            setIsAsking(true);
          }}
        >
          {label}
        </Button>
      </div>
    );
  }
  return (
    <div role="group" aria-label="Confirm the freeze" className="grid gap-3 rounded-control bg-surface-2 p-3">
      <p>This signs you out here too, and nobody can undo it before the wait is over, including us.</p>
      <SubmissionStatus submission={submission} progress="Freezing the account…" />
      <div className="flex flex-wrap gap-2">
        <Button
          look="danger"
          autoFocus
          disabled={submission.isWorking || submission.secondsLeft !== null}
          onClick={() => {
            submission.submit(null);
          }}
        >
          Freeze now
        </Button>
        <Button
          look="quiet"
          onClick={() => {
            setIsAsking(false);
          }}
        >
          Not now
        </Button>
      </div>
    </div>
  );
}

function Unfreeze({ context }: { readonly context: ApprovalContext }) {
  const [isAsking, setIsAsking] = useState(false);
  const perform = useCallback(async (grantId: string) => {
    await startUnfreezing(grantId);
    await leavePage("/security");
  }, []);
  return (
    <>
      <p className="max-w-prose">
        Nothing of it can be moved or changed. Unfreeze it only once you know who was in it. It takes your strongest proof and then a day’s
        wait, in which every notice of ours can freeze it again.
      </p>
      {isAsking ? (
        <div className="grid max-w-2xl gap-4">
          <ApprovalPanel act={{ purpose: "unfreeze", subjectId: "self", perform }} context={context} />
          <div>
            <Button
              look="quiet"
              onClick={() => {
                setIsAsking(false);
              }}
            >
              Not now
            </Button>
          </div>
        </div>
      ) : (
        <div>
          <Button
            onClick={() => {
              setIsAsking(true);
            }}
          >
            Unfreeze the account
          </Button>
        </div>
      )}
    </>
  );
}
