"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { readAmount } from "@/components/money/reading";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { CancelAct } from "@/components/step-up/cancel-act";
import { useLive } from "@/lib/client/use-live";
import { cancelWithdrawal, watchWithdrawal } from "@/lib/client/withdrawals";
import type { AddressDto } from "@/lib/contracts/addresses";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import { StageLine } from "./stage-line";
import { WithdrawalProgress } from "./withdrawal-progress";
import { WithdrawalReview } from "./withdrawal-review";

interface WithdrawalScreenProps {
  readonly initial: WithdrawalDto;
  readonly addresses: readonly AddressDto[];
  readonly passwordLimit: string | null;
  readonly context: ApprovalContext;
}

/** One withdrawal through all of its life: reviewed and approved, followed until it has settled, or come to another end. */
export function WithdrawalScreen({ initial, addresses, passwordLimit, context }: WithdrawalScreenProps) {
  const { current: withdrawal, isStale, show, refresh } = useLive(initial, watchWithdrawal);
  const [isApproving, setIsApproving] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const awaits = withdrawal.state === "awaiting_approval";
  // Whoever came from the form, or has just approved, starts reading here.
  useEffect(() => {
    heading.current?.focus({ preventScroll: awaits });
  }, [awaits]);
  const onStart = useCallback(() => {
    setIsApproving(true);
  }, []);
  const { locale } = context;
  const cancel = withdrawal.canCancel ? (
    <CancelAct
      name="Cancel withdrawal"
      act={withdrawal}
      held={`${readAmount(withdrawal.total, locale)} ${withdrawal.terms.asset}`}
      cancel={cancelWithdrawal}
      onCancelled={show}
      onRefused={refresh}
    />
  ) : null;
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-5">
      <div className="grid gap-3">
        {awaits ? <StageLine current={isApproving ? "approve" : "review"} /> : null}
        <h1 ref={heading} tabIndex={-1} className="text-20 font-strong">
          {awaits ? "Review withdrawal" : `Withdrawal of ${readAmount(withdrawal.amount, locale)} ${withdrawal.terms.asset}`}
        </h1>
      </div>
      {awaits ? (
        <WithdrawalReview {...{ withdrawal, addresses, passwordLimit, context, onStart, refresh }} onApproved={show} />
      ) : (
        <WithdrawalProgress {...{ withdrawal, isStale }} locale={locale} nowSeconds={context.nowSeconds}>
          {cancel}
        </WithdrawalProgress>
      )}
      {awaits ? cancel : null}
    </div>
  );
}
