"use client";

import { useCallback, useMemo } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { ApprovalPanel } from "@/components/step-up/approval-panel";
import { destinationNote } from "@/components/step-up/destination-note";
import { confirmWithdrawal } from "@/lib/client/withdrawals";
import type { AddressDto } from "@/lib/contracts/addresses";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";

interface WithdrawalReviewProps {
  readonly withdrawal: WithdrawalDto;
  readonly addresses: readonly AddressDto[];
  readonly passwordLimit: string | null;
  readonly context: ApprovalContext;
  readonly onStart: () => void;
  readonly onApproved: (withdrawal: WithdrawalDto) => void;
  /** Asks how the withdrawal stands: after a refusal, and when its time is over. */
  readonly refresh: () => void;
}

/** The second and third stage: the slip of the stored terms, and the approval under it. */
export function WithdrawalReview(props: WithdrawalReviewProps) {
  const { withdrawal, addresses, passwordLimit, context, onStart, onApproved, refresh } = props;
  const { id, terms, termsHash } = withdrawal;
  const perform = useCallback(
    async (grantId: string) => {
      const approved = await confirmWithdrawal(id, grantId).catch((thrown: unknown) => {
        // The answer may have been lost on the way although the approval took effect.
        refresh();
        throw thrown;
      });
      onApproved(approved);
    },
    [id, onApproved, refresh],
  );
  const stored = useMemo(() => ({ terms: { ...terms }, termsHash }), [terms, termsHash]);
  const noteOf = (destination: string) => destinationNote(destination, addresses);
  return (
    <ApprovalPanel
      act={{ purpose: "withdrawal", subjectId: id, perform }}
      context={context}
      stored={stored}
      noteOf={noteOf}
      passwordLimit={passwordLimit}
      onStart={onStart}
      onExpired={refresh}
    />
  );
}
