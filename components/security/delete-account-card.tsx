"use client";

import { useCallback, useState } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { leavePage } from "@/lib/client/leave-page";
import { loadAccount } from "@/lib/client/load-account";
import { GateApproval } from "./gate-approval";
import { useGatedAct } from "./use-gated-act";

/** The end of the account, last on the page and in plain words. */
export function DeleteAccountCard({ context }: { readonly context: ApprovalContext }) {
  const [asks, setAsks] = useState(false);
  return (
    <Card title="Delete account" id="delete">
      <p className="max-w-prose text-ink-2">
        Nobody can sign in to it again, and nobody can bring it back. It has to be empty first: no money, no open withdrawal, no hold. What
        was booked stays in the books.
      </p>
      {asks ? (
        <DeleteAccount
          context={context}
          onKeep={() => {
            setAsks(false);
          }}
        />
      ) : (
        <div>
          <Button
            look="danger"
            onClick={() => {
              setAsks(true);
            }}
          >
            Delete account
          </Button>
        </div>
      )}
    </Card>
  );
}

function DeleteAccount({ context, onKeep }: { readonly context: ApprovalContext; readonly onKeep: () => void }) {
  const { pool } = context;
  const run = useCallback(async () => {
    await (await loadAccount()).deleteAccount(pool);
    await leavePage("/sign-in");
  }, [pool]);
  const { submission, asksApproval, perform } = useGatedAct(run);
  if (asksApproval)
    return <GateApproval act={{ purpose: "account_delete", subjectId: "self", perform }} context={context} onLeave={onKeep} />;
  return (
    <div className="grid gap-3 rounded-control bg-surface-2 p-3">
      <p>Every session ends and this account is gone for good.</p>
      <SubmissionStatus submission={submission} progress="Deleting the account…" />
      <div className="flex flex-wrap gap-2">
        <Button
          look="danger"
          small
          disabled={submission.isWorking || submission.secondsLeft !== null}
          onClick={() => {
            submission.submit(null);
          }}
        >
          Delete for good
        </Button>
        <Button look="quiet" small onClick={onKeep}>
          Keep the account
        </Button>
      </div>
    </div>
  );
}
