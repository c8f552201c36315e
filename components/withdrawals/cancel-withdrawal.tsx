"use client";

import { readAmount } from "@/components/money/reading";
import { Button } from "@/components/ui/button";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { useSubmission } from "@/lib/client/use-submission";
import { cancelWithdrawal } from "@/lib/client/withdrawals";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";

interface CancelWithdrawalProps {
  readonly withdrawal: WithdrawalDto;
  readonly locale: string;
  readonly onCancelled: (withdrawal: WithdrawalDto) => void;
  /** Called when it could not be cancelled: it may have moved on in the meantime. */
  readonly onRefused: () => void;
}

/** Cancelling only ever gives money back, so it takes one press. */
export function CancelWithdrawal({ withdrawal, locale, onCancelled, onRefused }: CancelWithdrawalProps) {
  const submission = useSubmission<string>(async (id) => {
    const cancelled = await cancelWithdrawal(id).catch((thrown: unknown) => {
      onRefused();
      throw thrown;
    });
    onCancelled(cancelled);
  });
  return (
    <div className="grid gap-3">
      <SubmissionStatus submission={submission} progress="Cancelling…" />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          look="danger"
          disabled={submission.isWorking || submission.secondsLeft !== null}
          onClick={() => {
            submission.submit(withdrawal.id);
          }}
        >
          Cancel withdrawal
        </Button>
        <p className="text-13 text-ink-2">
          {withdrawal.state === "awaiting_approval"
            ? "Nothing has moved."
            : `Possible until it is sent. The ${readAmount(withdrawal.total, locale)} ${withdrawal.terms.asset} that are held become available again.`}
        </p>
      </div>
    </div>
  );
}
