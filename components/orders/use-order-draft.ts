"use client";

import { useRouter } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import { prepareOrder } from "@/lib/client/orders";
import { useKeptDraft } from "@/lib/client/use-kept-draft";
import { useSubmission, type Submission } from "@/lib/client/use-submission";
import type { OrderQuoteRequest, OrderRequest, TradableDto } from "@/lib/contracts/orders";
import { draftOf, isFilled, keyOfTradable, type OrderDraft, type Prefill, requestOf } from "./order-draft";

interface OrderDraftState {
  readonly draft: OrderDraft;
  readonly pay: TradableDto | undefined;
  readonly receive: TradableDto | undefined;
  /** What the exchange is asked about it; null while it is not a whole order. */
  readonly request: OrderQuoteRequest | null;
  readonly change: (change: Partial<OrderDraft>) => void;
  readonly submission: Submission<OrderRequest>;
  readonly submit: () => void;
}

/** The form of a new order. One filled form is one order, however often it is sent: a changed value makes it another. */
export function useOrderDraft(assets: readonly TradableDto[], prefill: Prefill): OrderDraftState {
  const router = useRouter();
  const [draft, setDraft] = useState<OrderDraft>(() => draftOf(prefill, assets));
  // What a link fills in is not overwritten by what was typed another day.
  const isFromLink = isFilled(prefill);
  const restore = useCallback(
    (fields: Partial<OrderDraft>) => {
      if (!isFromLink) setDraft((before) => ({ ...before, ...fields }));
    },
    [isFromLink],
  );
  const kept = useKeptDraft("order", restore);
  const idempotencyKey = useRef<string | null>(null);
  const submission = useSubmission<OrderRequest>(async (order) => {
    idempotencyKey.current ??= crypto.randomUUID();
    const { id } = await prepareOrder(order, idempotencyKey.current);
    kept.drop();
    router.push(`/orders/${encodeURIComponent(id)}`);
    // The form stays in its working state until the next page is there.
    return new Promise<never>(() => undefined);
  });
  const [pay, receive] = [draft.payKey, draft.receiveKey].map((key) => assets.find((one) => keyOfTradable(one, assets) === key));
  const request = requestOf(draft, pay, receive);
  return {
    ...{ draft, pay, receive, request, submission },
    change: (change) => {
      idempotencyKey.current = null;
      const next = { ...draft, ...change };
      setDraft(next);
      kept.keep({ ...next });
    },
    submit: () => {
      if (request === null) return;
      submission.submit(prefill.signal === "" ? request : { ...request, signalId: prefill.signal });
    },
  };
}
