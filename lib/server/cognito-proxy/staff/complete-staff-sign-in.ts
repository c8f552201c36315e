// The staff's pool has answered tokens. They become a session of the desk only on factors that we saw, and on a passkey that we know.
import "server-only";
import { factorsSuffice } from "@/lib/identity/factor";
import { deskParts } from "@/lib/server/operators/desk-parts";
import { revokeAtPool } from "@/lib/server/operators/end-operator-session";
import { clearedOperatorPreAuth } from "@/lib/server/operators/operator-cookies";
import { openOperatorSession } from "@/lib/server/operators/open-operator-session";
import { findDeskPasskey } from "@/lib/server/operators/operator-passkey-row";

import { readTokens } from "../answered-tokens";
import { secondFactorRequired, wrongPassword, type CognitoException } from "../cognito-exception";
import type { Exchange } from "../exchange";
import { noteOutcome } from "../note-outcome";
import { shellResult } from "../shell-result";
import type { SignInProgress } from "../sign-in-state";

/** Why these proofs open no session, or null. A passkey that was planted at the pool, or that a colleague has turned down, is nobody's. */
async function faultOf({ factors, passkeyId }: SignInProgress): Promise<CognitoException | null> {
  if (!factorsSuffice(factors)) return secondFactorRequired();
  if (passkeyId === null) return null;
  const known = await deskParts().database.asService((tx) => findDeskPasskey(tx, passkeyId, "read"));
  return known === null ? wrongPassword() : null;
}

/** Opens the session of a finished sign-in. Too few factors or an unknown passkey: the tokens are revoked and the sign-in is refused. */
export async function completeStaffSignIn(result: unknown, progress: SignInProgress, exchange: Exchange): Promise<object> {
  const parts = deskParts();
  const tokens = await readTokens(result, (refreshToken) => revokeAtPool(refreshToken, parts));
  const fault = await faultOf(progress);
  if (fault !== null) {
    exchange.setCookies.push(clearedOperatorPreAuth());
    await revokeAtPool(tokens.refreshToken, parts);
    noteOutcome(exchange, "sign_in_failed", { email: progress.email, reason: fault.name, factors: progress.factors.join("+") });
    throw fault;
  }
  const signIn = { ...tokens, factors: progress.factors, userAgent: exchange.userAgent, network: exchange.clientAddress ?? "unknown" };
  const session = await openOperatorSession({ ...signIn, replaces: exchange.cookieHeader }, parts).catch(async (outage: unknown) => {
    await revokeAtPool(tokens.refreshToken, parts);
    throw outage;
  });
  exchange.setCookies.push(...session.setCookies);
  return shellResult(session, exchange.nowSeconds);
}
