// The pool has answered tokens. They become a session only when the factors that we saw are enough; the browser gets shells.
import "server-only";
import * as z from "zod";

import { UnavailableError } from "@/lib/ground/unavailable-error";
import { factorsSuffice } from "@/lib/identity/factor";
import { shellTokens } from "@/lib/identity/shell-tokens";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";
import { callCognito } from "@/lib/server/cognito/call-cognito";
import { services } from "@/lib/server/services";
import { clearedPreAuthSetCookie } from "@/lib/server/session/cookies";
import { openSession } from "@/lib/server/session/open-session";

import { clientWithSecret } from "./ask-cognito";
import { secondFactorRequired } from "./cognito-exception";
import type { Exchange } from "./exchange";
import { noteOutcome } from "./note-outcome";
import type { SignInProgress } from "./sign-in-state";

const TOKENS = z.object({ AccessToken: z.string().min(1), IdToken: z.string().min(1), RefreshToken: z.string().min(1) });

/** The browser's form of an AuthenticationResult: shells, and how many seconds they last. */
export function shellResult(session: { readonly claims: VerifiedClaims; readonly email: string }, nowSeconds: number): object {
  const { claims, email } = session;
  const shells = shellTokens({ ...claims, email });
  return {
    AuthenticationResult: {
      AccessToken: shells.accessToken,
      IdToken: shells.idToken,
      RefreshToken: shells.refreshToken,
      ExpiresIn: Math.max(1, claims.expiresAtSeconds - nowSeconds),
      TokenType: "Bearer",
    },
    ChallengeParameters: {},
  };
}

/** Opens the session of a finished sign-in. Too few factors: the tokens are revoked and SecondFactorRequiredException is thrown. */
export async function completeSignIn(result: unknown, progress: SignInProgress, exchange: Exchange): Promise<object> {
  const tokens = TOKENS.safeParse(result);
  if (!tokens.success) throw new UnavailableError("cognito", "The user pool answered a sign-in without all three tokens.");
  const { AccessToken: accessToken, IdToken: idToken, RefreshToken: refreshToken } = tokens.data;
  if (!factorsSuffice(progress.factors)) {
    exchange.setCookies.push(clearedPreAuthSetCookie());
    await revokeSpareTokens(refreshToken, exchange);
    noteOutcome(exchange, "sign_in_failed", { email: progress.email, reason: "SecondFactorRequiredException" });
    throw secondFactorRequired();
  }
  const session = await openSession({
    accessToken,
    idToken,
    refreshToken,
    factors: progress.factors,
    userAgent: exchange.userAgent,
    network: exchange.clientAddress ?? "unknown",
    replaces: exchange.cookieHeader,
  }).catch(async (outage: unknown) => {
    await revokeSpareTokens(refreshToken, exchange);
    throw outage;
  });
  exchange.setCookies.push(...session.setCookies);
  return shellResult(session, exchange.nowSeconds);
}

/** These tokens reach nobody; ending them at the pool is hygiene, so an outage is only logged. */
async function revokeSpareTokens(refreshToken: string, exchange: Exchange): Promise<void> {
  const revoked = await callCognito("RevokeToken", { ...clientWithSecret(), Token: refreshToken }).catch(() => null);
  if (revoked?.ok !== true) services().log.warn("spare_tokens_not_revoked", { requestId: exchange.requestId });
}
