// A second sign-in has ended. Its tokens were only ever a proof: they die here, and no session knows of them.
import "server-only";
import { clearedPreAuthSetCookie } from "@/lib/server/session/cookies";
import { readSignInTokens } from "@/lib/server/session/read-sign-in-tokens";
import { sessionParts } from "@/lib/server/session/session-parts";
import type { Trader } from "@/lib/server/session/trader";
import { proveByPassword } from "@/lib/server/step-up/prove-by-password";

import { readAnsweredTokens } from "./answered-tokens";
import { grantRefused, secondFactorRequired, type CognitoException } from "./cognito-exception";
import type { Exchange } from "./exchange";
import { grantException } from "./grant-exception";
import { noteOutcome } from "./note-outcome";
import { revokeSpareTokens } from "./revoke-spare-tokens";
import { shellResult } from "./shell-result";
import type { SignInProgress } from "./sign-in-state";

/**
 * Proves the grant when the sign-in was the trader's own, by password and code. Refuses with SecondFactorRequiredException, or with a name of
 * a grant's refusal. The tokens are revoked before anything is judged; the answer's shells name a sign-in that opens nothing.
 */
export async function completeProof(
  proof: { readonly trader: Trader; readonly grantId: string },
  result: unknown,
  progress: SignInProgress,
  exchange: Exchange,
): Promise<object> {
  const { trader, grantId } = proof;
  exchange.setCookies.push(clearedPreAuthSetCookie());
  const tokens = await readAnsweredTokens(result, exchange);
  await revokeSpareTokens(tokens.refreshToken, exchange);
  const refused = (exception: CognitoException): CognitoException => {
    noteOutcome(exchange, "step_up_refused", { sub: trader.sub, reason: exception.name });
    return exception;
  };
  if (!progress.factors.includes("password") || !progress.factors.includes("totp")) throw refused(secondFactorRequired());
  const signIn = await readSignInTokens(tokens, sessionParts(), exchange.nowSeconds);
  // The name was forced to be the trader's own, but a name can change hands at the pool; a `sub` cannot.
  if (signIn.claims.sub !== trader.sub) throw refused(grantRefused());
  const proven = await proveByPassword(trader, grantId, exchange.nowSeconds);
  if (!proven.ok) throw refused(grantException(proven.refusal));
  return shellResult(signIn, exchange.nowSeconds);
}
