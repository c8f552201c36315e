// Opens the sealed challenge of a request. Every way in which it can be wrong has one answer: Cognito's own for an old session.
import "server-only";
import { openChallenge } from "./challenge-seal";
import { sessionExpired } from "./cognito-exception";
import type { Exchange } from "./exchange";
import { currentPreAuth } from "./pre-auth";
import type { SignInState } from "./sign-in-state";

/** The sign-in in progress, when it is this browser's, in time and waits for exactly this challenge. */
export function requireChallenge(
  sealed: string,
  expects: SignInState["expects"],
  exchange: Exchange,
): { readonly state: SignInState; readonly preAuth: string } {
  const preAuth = currentPreAuth(exchange);
  const state = preAuth === null ? null : openChallenge(sealed, { context: exchange.flow.context, preAuth }, exchange.nowSeconds);
  if (preAuth === null || state?.expects !== expects) throw sessionExpired();
  return { state, preAuth };
}

/** Refuses a name that is not the sealed one, whether as typed or as the pool calls the account. */
export function requireSealedName(typed: string, state: SignInState): void {
  if (typed !== state.userId && typed.normalize("NFC").trim().toLowerCase() !== state.email) throw sessionExpired();
}
