"use client";

import { readAmount } from "@/components/money/reading";
import { Button } from "@/components/ui/button";
import { SubmissionStatus } from "@/components/ui/submission-status";
import { cancelOrder } from "@/lib/client/orders";
import { useSubmission } from "@/lib/client/use-submission";
import type { OrderDto } from "@/lib/contracts/orders";

interface CancelOrderProps {
  readonly order: OrderDto;
  readonly locale: string;
  readonly onCancelled: (order: OrderDto) => void;
  /** Called when it could not be cancelled: it may have moved on in the meantime. */
  readonly onRefused: () => void;
}

/** Cancelling only ever gives money back, so it takes one press. */
export function CancelOrder({ order, locale, onCancelled, onRefused }: CancelOrderProps) {
  const submission = useSubmission<string>(async (id) => {
    const cancelled = await cancelOrder(id).catch((thrown: unknown) => {
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
            submission.submit(order.id);
          }}
        >
          Cancel order
        </Button>
        <p className="text-13 text-ink-2">
          {order.state === "awaiting_approval"
            ? "Nothing has moved."
            : `Possible until it is sent. The ${readAmount(order.payAmount, locale)} ${order.terms.payAsset} that are held become available again.`}
        </p>
      </div>
    </div>
  );
}
