"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { readAmount } from "@/components/money/reading";
import type { ApprovalContext } from "@/components/step-up/approval-context";
import { CancelAct } from "@/components/step-up/cancel-act";
import { StageLine } from "@/components/withdrawals/stage-line";
import { cancelOrder, watchOrder } from "@/lib/client/orders";
import { useLive } from "@/lib/client/use-live";
import type { OrderDto } from "@/lib/contracts/orders";
import { OrderProgress } from "./order-progress";
import { OrderReview } from "./order-review";

interface OrderScreenProps {
  readonly initial: OrderDto;
  readonly passwordLimit: string | null;
  readonly context: ApprovalContext;
}

/** One order through all of its life: reviewed and approved, followed until it has settled, or come to another end. */
export function OrderScreen({ initial, passwordLimit, context }: OrderScreenProps) {
  const { current: order, isStale, show, refresh } = useLive(initial, watchOrder);
  const [isApproving, setIsApproving] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const awaits = order.state === "awaiting_approval";
  // Whoever came from the form, or has just approved, starts reading here.
  useEffect(() => {
    heading.current?.focus({ preventScroll: awaits });
  }, [awaits]);
  const onStart = useCallback(() => {
    setIsApproving(true);
  }, []);
  const { locale } = context;
  const cancel = order.canCancel ? (
    <CancelAct
      name="Cancel order"
      act={order}
      held={`${readAmount(order.payAmount, locale)} ${order.terms.payAsset}`}
      cancel={cancelOrder}
      onCancelled={show}
      onRefused={refresh}
    />
  ) : null;
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-5">
      <div className="grid gap-3">
        {awaits ? <StageLine current={isApproving ? "approve" : "review"} act="an order" /> : null}
        <h1 ref={heading} tabIndex={-1} className="text-20 font-strong">
          {awaits ? "Review order" : `Order: ${order.terms.payAsset} for ${order.terms.receiveAsset}`}
        </h1>
      </div>
      {awaits ? (
        <OrderReview {...{ order, passwordLimit, context, onStart, refresh }} onApproved={show} />
      ) : (
        <OrderProgress {...{ order, isStale }} locale={locale} nowSeconds={context.nowSeconds}>
          {cancel}
        </OrderProgress>
      )}
      {awaits ? cancel : null}
    </div>
  );
}
