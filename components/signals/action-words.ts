// Why a signal offers no order.
import type { DeliveryOutcome } from "@/lib/contracts/signals";
import type { PreparedAction } from "@/lib/signals/prepare-action";

type Because = Extract<PreparedAction, { kind: "none" }>["because"];

/** The reason in a sentence; `base` is the token that would be bought. */
export function noActionText(because: Because, base: string): string {
  switch (because) {
    case "no_amount":
      return "No order is prepared, because the rule names no amount.";
    case "base_not_held":
      return `No order is prepared, because ${base} is not an asset of your account on this network.`;
    case "usdc_not_held":
      return "No order is prepared, because USDC is not an asset of your account on this network.";
    case "base_is_usdc":
      return "No order is prepared, because the pair's base is USDC itself.";
  }
}

const OUTCOMES: Readonly<Record<DeliveryOutcome, string>> = {
  taken: "took the last delivery",
  no_public_address: "has no public address, so nothing was sent",
  not_reached: "could not be reached",
  not_trusted: "has no certificate that fits its name",
  too_slow: "did not answer within 5 seconds",
  redirect: "answered with a redirect, and those are not followed",
  refused_4xx: "refused the last delivery (4xx)",
  failed_5xx: "failed at the last delivery (5xx)",
  odd_answer: "gave an answer that is none",
};

/** How an endpoint's last delivery went, to follow its name. */
export const outcomeText = (outcome: DeliveryOutcome): string => OUTCOMES[outcome];
