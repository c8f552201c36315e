"use client";

import { Button } from "@/components/ui/button";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { loadPasskeys } from "@/lib/client/load-passkeys";
import type { PoolAddress } from "@/lib/client/pool-address";
import { rememberTrader } from "@/lib/client/remembered-trader";
import { useSubmission } from "@/lib/client/use-submission";

interface AddPasskeyProps {
  readonly pool: PoolAddress;
  readonly email: string;
  readonly look?: "primary" | "secondary";
  readonly onAdded: () => void;
}

export function AddPasskey({ pool, email, look = "primary", onAdded }: AddPasskeyProps) {
  const submission = useSubmission<null>(async () => {
    const passkeys = await loadPasskeys();
    await passkeys.addPasskey(pool);
    rememberTrader(email, { hasPasskey: true });
    onAdded();
  });
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
