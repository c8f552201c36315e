// How a withdrawal stands, in words: every state, every wait and every failure has its own.
import type { WithdrawalDto, WithdrawalFailure, WithdrawalState, WithdrawalWait } from "@/lib/contracts/withdrawals";

/** One word or two for a list. */
export const STATE_NAMES: Readonly<Record<WithdrawalState, string>> = {
  awaiting_approval: "Waiting for approval",
  approved: "Approved",
  submitted: "Sent",
  settled: "Settled",
  cancelled: "Cancelled",
  expired: "Expired",
  failed: "Failed",
};

const WAITS: Readonly<Record<WithdrawalWait, string>> = {
  worker_down: "Sending is paused for a moment on our side. It goes on by itself; your approval stands and your money is held.",
  chain_down: "The network is not answering. It goes on by itself when it does; your approval stands and your money is held.",
  frozen: "Your account is frozen, so nothing of it is sent. Your money stays held until you unfreeze the account.",
  custody_funds: "We are moving funds to pay this out. It goes on by itself; your approval stands and your money is held.",
};

const FAILURES: Readonly<Record<WithdrawalFailure, string>> = {
  reverted: "The network took the transaction and undid it.",
  rejected_by_chain: "The network refused the transaction.",
  approval_does_not_verify: "The approval did not stand up to our second check, so nothing was sent.",
};

/** What happened and what became of the money, for a withdrawal that has come to its end. */
export interface Ending {
  readonly title: string;
  readonly text: string;
  readonly isGood: boolean;
}

type Told = Pick<WithdrawalDto, "state" | "failure" | "total" | "amount" | "terms" | "timeline">;

/** The end of a withdrawal in words; null while it is still going on. */
export function endingOf(withdrawal: Told): Ending | null {
  const asset = withdrawal.terms.asset;
  const back = `The ${withdrawal.total} ${asset} that were held are available to you again.`;
  switch (withdrawal.state) {
    case "settled":
      return { title: "Settled", text: `${withdrawal.amount} ${asset} have arrived at the address.`, isGood: true };
    case "cancelled":
      return { title: "Cancelled", text: wasApproved(withdrawal) ? `Nothing was sent. ${back}` : "Nothing moved.", isGood: false };
    case "expired":
      return { title: "Expired", text: "Nobody approved these terms in time. Nothing moved.", isGood: false };
    case "failed":
      return { title: "Failed", text: `${failureText(withdrawal.failure)} ${back}`, isGood: false };
    case "awaiting_approval":
    case "approved":
    case "submitted":
      return null;
  }
}

const failureText = (failure: WithdrawalFailure | null): string => (failure === null ? "It could not be sent." : FAILURES[failure]);

const wasApproved = ({ timeline }: Told): boolean => timeline.some(({ state }) => state === "approved");

/** What a withdrawal on its way waits for right now, in one sentence; null when it waits for nobody or has come to its end. */
export function waitingFor({ state, waits, confirmations }: Pick<WithdrawalDto, "state" | "waits" | "confirmations">): string | null {
  if (state !== "approved" && state !== "submitted") return null;
  if (waits !== null) return WAITS[waits];
  if (state === "approved") return "It is about to be sent.";
  if (confirmations === null || confirmations.seen === 0) return "It is on its way. The network has not taken it into a block yet.";
  return "It is in a block. We wait until the network has built enough blocks on top of it.";
}

/** One line of the timeline. */
export interface Step {
  readonly name: string;
  /** RFC 3339, or null when it has not happened. */
  readonly at: string | null;
  readonly standing: "done" | "now" | "ahead";
}

/** What has happened, what is happening and what is ahead, in order. Steps that cannot happen any more are left out. */
export function stepsOf(withdrawal: Pick<WithdrawalDto, "state" | "timeline" | "confirmations">): readonly Step[] {
  const at = (state: WithdrawalState) => withdrawal.timeline.find((entry) => entry.state === state)?.at ?? null;
  const { state, confirmations } = withdrawal;
  const written: Step = { name: "Written", at: at("awaiting_approval"), standing: "done" };
  const passed = WAY.filter(([one]) => at(one) !== null).map(([one, { done }]): Step => ({ name: done, at: at(one), standing: "done" }));
  if (state === "cancelled" || state === "failed" || state === "expired") {
    return [written, ...passed, { name: STATE_NAMES[state], at: at(state), standing: "done" }];
  }
  const [approval, sending, settlement] = WAY.map(([one, words]): Step => {
    const isDone = ORDER.indexOf(state) >= ORDER.indexOf(one);
    const isNext = ORDER.indexOf(state) === ORDER.indexOf(one) - 1 && one !== "settled";
    return { name: isDone ? words.done : words.ahead, at: at(one), standing: isDone ? "done" : isNext ? "now" : "ahead" };
  });
  const confirming: Step = {
    name: confirmationText(confirmations),
    at: null,
    standing: state === "settled" ? "done" : state === "submitted" ? "now" : "ahead",
  };
  return [written, approval, sending, confirming, settlement].filter((step) => step !== undefined);
}

/** What is ahead is not called by the name of what is done: nobody shall read "settled" before it is. */
const WAY = [
  ["approved", { done: "Approved", ahead: "Approval" }],
  ["submitted", { done: "Sent", ahead: "Sending" }],
  ["settled", { done: "Settled", ahead: "Settlement" }],
] as const;

const ORDER: readonly WithdrawalState[] = ["awaiting_approval", "approved", "submitted", "settled"];

function confirmationText(confirmations: WithdrawalDto["confirmations"]): string {
  if (confirmations === null) return "Confirmations by the network";
  const seen = Math.min(confirmations.seen, confirmations.needed);
  return `${seen} of ${confirmations.needed} confirmations`;
}
