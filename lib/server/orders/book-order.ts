// What the app may book for an order: putting the payment aside, and putting it back. Each under a key of its own, so that neither can ever
// happen twice.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { invariant } from "@/lib/ground/invariant";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { holdPostings, releasePostings, type Transfer } from "@/lib/ledger/transfer";
import type { OrderTerms } from "@/lib/orders/order-terms";
import type { Transaction } from "@/lib/server/postgres/database";
import { postTransfer } from "@/lib/server/postgres/post-transfer";

/** Puts the payment aside. Refuses `insufficient_funds`, and leaves `tx` usable. */
export async function bookOrderHold(tx: Transaction, terms: OrderTerms, nowSeconds: number): Promise<Result<null, Refusal>> {
  const booked = await postTransfer(tx, transferOf("hold", terms, nowSeconds), nowSeconds);
  if (!booked.ok && booked.refusal === "insufficient_funds") return refuse({ code: "insufficient_funds" });
  invariant(booked.ok && !booked.value.isReplay, "an order that waits for approval has nothing put aside");
  return accept(null);
}

/** Puts the payment back. */
export async function bookOrderRelease(tx: Transaction, terms: OrderTerms, nowSeconds: number): Promise<void> {
  const booked = await postTransfer(tx, transferOf("release", terms, nowSeconds), nowSeconds);
  invariant(booked.ok && !booked.value.isReplay, "what was put aside for an approved order is still there");
}

const POSTINGS = { hold: holdPostings, release: releasePostings } as const;

function transferOf(kind: "hold" | "release", { trader, payAsset, payAmount, network, orderId }: OrderTerms, nowSeconds: number): Transfer {
  return {
    ...{ kind, trader, reference: orderId, idempotencyKey: `order:${orderId}:${kind}` },
    ...{ occurredAtSeconds: nowSeconds, costUsdUnits: null },
    postings: POSTINGS[kind]({ trader, asset: payAsset, network, amountBaseUnits: BigInt(payAmount) }),
  };
}
