"use client";

import { useCallback, useMemo } from "react";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { ApprovalPanel } from "@/components/step-up/approval-panel";
import { confirmOrder } from "@/lib/client/orders";
import type { OrderDto } from "@/lib/contracts/orders";

interface OrderReviewProps {
  readonly order: OrderDto;
  readonly passwordLimit: string | null;
  readonly context: ApprovalContext;
  readonly onStart: () => void;
  readonly onApproved: (order: OrderDto) => void;
  /** Asks how the order stands: after a refusal, and when its time is over. */
  readonly refresh: () => void;
}

/** The second and third stage: the slip of the stored terms, and the approval under it. */
export function OrderReview({ order, passwordLimit, context, onStart, onApproved, refresh }: OrderReviewProps) {
  const { id, terms, termsHash } = order;
  const perform = useCallback(
    async (grantId: string) => {
      const approved = await confirmOrder(id, grantId).catch((thrown: unknown) => {
        // The answer may have been lost on the way although the approval took effect.
        refresh();
        throw thrown;
      });
      onApproved(approved);
    },
    [id, onApproved, refresh],
  );
  const stored = useMemo(() => ({ terms: { ...terms }, termsHash }), [terms, termsHash]);
  return (
    <ApprovalPanel
      act={{ purpose: "order", subjectId: id, perform }}
      context={context}
      stored={stored}
      passwordLimit={passwordLimit}
      onStart={onStart}
      onExpired={refresh}
    />
  );
}
