// How an order stands, in words: every state, every wait and every failure has its own.
import type { OrderDto, OrderFailure, OrderState, OrderWait } from "@/lib/contracts/orders";

/** One word or two for a list. */
export const ORDER_STATE_NAMES: Readonly<Record<OrderState, string>> = {
  awaiting_approval: "Waiting for approval",
  approved: "Approved",
  submitted: "Sent",
  settled: "Settled",
  cancelled: "Cancelled",
  expired: "Expired",
  failed: "Failed",
};

const WAITS: Readonly<Record<OrderWait, string>> = {
  worker_down: "Sending is paused for a moment on our side. It goes on by itself until its time is over; your money is held.",
  chain_down: "The network is not answering. It goes on by itself when it does, until its time is over; your money is held.",
  frozen: "Your account is frozen, so nothing of it is sent. When its time is over, your money is available again.",
  custody_funds: "We are moving funds to carry this out. It goes on by itself until its time is over; your money is held.",
};

const FAILURES: Readonly<Record<OrderFailure, string>> = {
  price_moved: "The price moved, and the exchange no longer gave your minimum, so nothing was sent.",
  reverted: "The price moved while it was on its way, and the exchange refused to go below your minimum.",
  approval_does_not_verify: "The approval did not stand up to our second check, so nothing was sent.",
};

/** What happened and what became of the money, for an order that has come to its end. */
export interface OrderEnding {
  readonly title: string;
  readonly text: string;
  readonly isGood: boolean;
}

type Told = Pick<OrderDto, "state" | "failure" | "payAmount" | "receivedAmount" | "terms" | "timeline">;

/** The end of an order in words; null while it is still going on. Amounts are shown as they are given. */
export function orderEndingOf({ state, failure, payAmount, receivedAmount, terms, timeline }: Told): OrderEnding | null {
  const back = `The ${payAmount} ${terms.payAsset} that were held are available to you again.`;
  const wasApproved = timeline.some((entry) => entry.state === "approved");
  switch (state) {
    case "settled":
      return {
        title: "Settled",
        text: `You paid ${payAmount} ${terms.payAsset} and received ${receivedAmount ?? ""} ${terms.receiveAsset}.`,
        isGood: true,
      };
    case "cancelled":
      return { title: "Cancelled", text: wasApproved ? `Nothing was sent. ${back}` : "Nothing moved.", isGood: false };
    case "expired":
      return {
        title: "Expired",
        text: wasApproved ? `It could not be sent in time. ${back}` : "Nobody approved these terms in time. Nothing moved.",
        isGood: false,
      };
    case "failed":
      return { title: "Failed", text: `${failure === null ? "It could not be sent." : FAILURES[failure]} ${back}`, isGood: false };
    case "awaiting_approval":
    case "approved":
    case "submitted":
      return null;
  }
}

/** What an order on its way waits for right now, in one sentence; null when it waits for nobody or has come to its end. */
export function orderWaitingFor({ state, waits, confirmations }: Pick<OrderDto, "state" | "waits" | "confirmations">): string | null {
  if (state !== "approved" && state !== "submitted") return null;
  if (waits !== null) return WAITS[waits];
  if (state === "approved") return "It is about to be sent to the exchange.";
  if (confirmations === null || confirmations.seen === 0) return "It is on its way. The network has not taken it into a block yet.";
  return "It is in a block. We wait until the network has built enough blocks on top of it.";
}

/** Hundredths of a per cent as a per cent. */
export const percentText = (bps: number): string => `${(bps / 100).toString()} %`;
