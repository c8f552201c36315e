// Turns whatever a browser call threw into words. Names and messages are looked up, never shown.
import { retryAfterSeconds, sentenceFor, type Sentence } from "@/lib/contracts/cognito-sentences";
import { ProblemError } from "./problem-error";

/** A failure ready to show: words, a support code, how to go on, and how long to wait where waiting helps. */
export interface Failure extends Sentence {
  readonly requestId: string | null;
  readonly waitSeconds: number | null;
}

/** Words for anything that was thrown; what we have no words for gets a safe sentence and a code. */
export function explainFailure(thrown: unknown): Failure {
  if (thrown instanceof ProblemError) return explainProblem(thrown);
  const { name, message } = nameAndMessage(thrown);
  return { ...sentenceFor(name, message), requestId: requestIdOf(thrown), waitSeconds: retryAfterSeconds(name, message) };
}

function explainProblem({ problem }: ProblemError): Failure {
  const ended = problem.code === "unauthenticated" || problem.code === "session_expired";
  const next = PROBLEM_NEXT[problem.code] ?? "Nothing was changed. Try again; if it stays, give support this code.";
  return {
    code: problem.code,
    happened: problem.detail ?? problem.title,
    next,
    exit: ended || problem.code === "step_up_required" ? "sign_in" : "stay",
    requestId: problem.requestId,
    waitSeconds: problem.retryAfterSeconds ?? null,
  };
}

const PROBLEM_NEXT: Readonly<Record<string, string>> = {
  unauthenticated: "Sign in again to go on.",
  session_expired: "Sign in again to go on.",
  step_up_required: "Sign in again, then repeat it.",
  not_found: "It may be gone already. Reload the page.",
  conflict: "Reload the page and try again.",
  proof_refused: "Nothing was approved. Try again with the passkey or the code of this account.",
  grant_mismatch: "Nothing moved. Start again, and read the terms that are shown then.",
  grant_used: "It took effect once and does not again. Reload the page to see where it stands.",
  grant_expired: "Nothing moved. Approve again; you have two minutes after your proof.",
  quote_expired: "Nothing moved. Start again with new terms.",
  idempotency_conflict: "Nothing was changed. Start again from an empty form.",
  amount_invalid: "Correct the amount and try again.",
  asset_unknown: "Choose one of the assets that are offered.",
  market_unknown: "Nothing was changed. Choose another pair.",
  network_unknown: "Choose one of the networks that are offered.",
  address_invalid: "Copy the whole address again from where you want to receive.",
  address_known: "You can use the entry that is there.",
  address_not_allowed: "Add the address to your list first.",
  address_cooling_off: "Nothing was changed. Nobody can shorten this wait.",
  insufficient_funds: "Nothing moved. Choose a smaller amount; a withdrawal's fee comes on top.",
  limit_exceeded: "Nothing was changed. Stay within the limit and try again.",
  wallet_refused: "Nothing was linked. Ask for a new message and sign that one.",
  account_frozen: "Your money is safe. You can look at everything.",
  account_hold: "Nothing was changed. Nobody can shorten this hold.",
  link_refused: "It was used already, or there is nothing left to cancel. Sign in to see where your account stands.",
  last_way_in: "Nothing was changed. Add another way in first.",
  passkeys_missing: "Nothing was changed. Add a passkey on the security page, then come back.",
  withdrawal_hold: "Your money is safe. Nobody can shorten this hold.",
  not_cancellable: "Reload the page to see where it stands.",
  unavailable: "Try again in a minute.",
  rate_limited: "You can go on when the time has run out.",
  locked_out: "Your account is safe; only sign-in from here is paused.",
};

function nameAndMessage(thrown: unknown): { name: string; message: string } {
  // What Amplify has no name for it calls unknown, and keeps the platform's own error inside.
  if (thrown instanceof Error && thrown.name === "Unknown" && "underlyingError" in thrown && thrown.underlyingError instanceof Error) {
    return { name: thrown.underlyingError.name, message: "" };
  }
  if (thrown instanceof Error) return { name: thrown.name, message: thrown.message };
  return { name: "failure", message: "" };
}

/** Amplify keeps the id of the request that the proxy refused beside the error. */
function requestIdOf(thrown: unknown): string | null {
  const metadata = thrown instanceof Error && "metadata" in thrown ? thrown.metadata : null;
  const requestId = typeof metadata === "object" && metadata !== null && "requestId" in metadata ? metadata.requestId : null;
  return typeof requestId === "string" ? requestId : null;
}
