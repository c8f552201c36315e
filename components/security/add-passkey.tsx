"use client";

import { useCallback } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { Button } from "@/components/ui/button";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { loadPasskeys } from "@/lib/client/load-passkeys";
import { rememberTrader } from "@/lib/client/remembered-trader";
import { GateApproval } from "./gate-approval";
import { useGatedAct } from "./use-gated-act";

interface AddPasskeyProps {
  readonly context: ApprovalContext;
  readonly look?: "primary" | "secondary";
  readonly onAdded: () => void;
}

export function AddPasskey({ context, look = "primary", onAdded }: AddPasskeyProps) {
  const { pool, email } = context;
  const run = useCallback(async () => {
    const passkeys = await loadPasskeys();
    await passkeys.addPasskey(pool);
    rememberTrader(email, { hasPasskey: true });
    onAdded();
  }, [pool, email, onAdded]);
  const { submission, asksApproval, perform, leave } = useGatedAct(run);
  if (asksApproval) return <GateApproval act={{ purpose: "passkey_add", subjectId: "self", perform }} context={context} onLeave={leave} />;
  return (
    <div className="grid justify-items-start gap-3">
      <SubmissionStatus submission={submission} progress="Waiting for your device…" />
      <Button
        look={look}
        disabled={submission.isWorking || submission.secondsLeft !== null}
        onClick={() => {
          submission.submit(null);
        }}
      >
        Add a passkey
      </Button>
    </div>
  );
}
