// The pool has answered tokens. They become a session only when the factors that we saw are enough and nothing about it
// is unusual; the browser gets shells.
import "server-only";
import { factorsSuffice } from "@/lib/identity/factor";
import { clearedPreAuthSetCookie } from "@/lib/server/session/cookies";
import { openSession } from "@/lib/server/session/open-session";

import { readAnsweredTokens } from "./answered-tokens";
import { secondFactorRequired } from "./cognito-exception";
import type { Exchange } from "./exchange";
import { noteOutcome } from "./note-outcome";
import { revokeSpareTokens } from "./revoke-spare-tokens";
import { judgeSignInEnd } from "./settle-pass";
import { settleRecovery } from "./settle-recovery";
import { shellResult } from "./shell-result";
import type { SignInProgress } from "./sign-in-state";

/**
 * Opens the session of a finished sign-in. Too few factors, or an unusual one that was not cleared: the tokens are revoked, and
 * SecondFactorRequiredException or UnusualSignInException is thrown.
 */
export async function completeSignIn(result: unknown, progress: SignInProgress, exchange: Exchange): Promise<object> {
  const tokens = await readAnsweredTokens(result, exchange);
  if (!factorsSuffice(progress.factors)) {
    exchange.setCookies.push(clearedPreAuthSetCookie());
    await revokeSpareTokens(tokens.refreshToken, exchange);
    noteOutcome(exchange, "sign_in_failed", { email: progress.email, reason: "SecondFactorRequiredException" });
    throw secondFactorRequired();
  }
  const end = await judgeSignInEnd(progress, exchange).catch(async (refusal: unknown) => {
    exchange.setCookies.push(clearedPreAuthSetCookie());
    await revokeSpareTokens(tokens.refreshToken, exchange);
    noteOutcome(exchange, "sign_in_suspected", { email: progress.email, reason: "UnusualSignInException" });
    throw refusal;
  });
  const session = await openSession({
    ...tokens,
    factors: progress.factors,
    passkeyId: progress.passkeyId,
    hasEnrolled: progress.hasEnrolled,
    isMailboxShown: end.isMailboxShown,
    userAgent: exchange.userAgent,
    network: exchange.clientAddress ?? "unknown",
    replaces: exchange.cookieHeader,
    settle: async (tx, opening) => {
      await end.settle(tx);
      await settleRecovery(tx, opening, progress, exchange.nowSeconds);
    },
  }).catch(async (outage: unknown) => {
    await revokeSpareTokens(tokens.refreshToken, exchange);
    throw outage;
  });
  exchange.setCookies.push(...session.setCookies);
  return shellResult(session, exchange.nowSeconds);
}
