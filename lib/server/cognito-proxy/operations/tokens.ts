// Refresh and sign-out. The cookies hold the real tokens; the shells that Amplify sends only say which session it means.
// Signing out succeeds for the browser even when the pool is down: our registry decides, the pool follows.
import "server-only";
import * as z from "zod";

import { UnavailableError } from "@/lib/ground/unavailable-error";
import { readRefreshShell } from "@/lib/identity/read-shell";
import { callCognito } from "@/lib/server/cognito/call-cognito";
import { services } from "@/lib/server/services";
import { clearedSessionSetCookies, COOKIES } from "@/lib/server/session/cookies";
import { endSession } from "@/lib/server/session/end-session";
import { refreshSession } from "@/lib/server/session/refresh-session";
import { resolveTrader } from "@/lib/server/session/resolve-trader";
import { revokeUpstream } from "@/lib/server/session/revoke-upstream";

import { CognitoException, invalidAccessToken, readOnlySession, sessionEnded } from "../cognito-exception";
import { defineOperation } from "../define-operation";
import { endEverySession } from "../end-every-session";
import type { Exchange } from "../exchange";
import { SHELL } from "../field-schemas";
import { noteOutcome } from "../note-outcome";
import { originJtiOfCookies } from "../origin-jti-of-cookies";
import { requireShellOwner } from "../require-shell-owner";
import { shellResult } from "../shell-result";

/** Cognito's own answer to a refresh token that is no longer good; Amplify forgets its shells on it. */
const refreshRevoked = (): CognitoException => new CognitoException("NotAuthorizedException", "Refresh Token has been revoked");

/** The session that the refresh shell names. Refuses a shell of another session than the cookies'. */
async function requireOwnRefreshShell(shell: string, exchange: Exchange): Promise<string> {
  const named = readRefreshShell(shell);
  const current = await originJtiOfCookies(exchange);
  if (named === null || (current !== null && current !== named)) throw invalidAccessToken();
  return named;
}

/** Renews the session from its cookies. The new cookies are sent even with a refusal: the old token is spent. */
export const getTokensFromRefreshToken = defineOperation({
  name: "GetTokensFromRefreshToken",
  isRepeatable: true,
  request: z.object({ RefreshToken: SHELL }),
  perform: async (request, exchange) => {
    const named = await requireOwnRefreshShell(request.RefreshToken, exchange);
    const refreshToken = exchange.cookies.get(COOKIES.refresh);
    if (!refreshToken) throw refreshRevoked();
    const refreshed = await refreshSession(refreshToken);
    if (!refreshed.ok) {
      exchange.setCookies.push(...clearedSessionSetCookies());
      throw refreshRevoked();
    }
    const { accessToken, claims, setCookies, isInTime } = refreshed.value;
    exchange.setCookies.push(...setCookies);
    if (claims.originJti !== named) throw invalidAccessToken();
    if (!isInTime) throw new UnavailableError("clock", "The fresh token is not good at this moment by our clock.");
    const trader = await resolveTrader(`${COOKIES.access}=${accessToken}`, { isBackground: true });
    if (!trader.ok) throw sessionEnded();
    return shellResult({ claims, email: trader.value.email }, exchange.nowSeconds);
  },
});

/** Ends this browser's session. Without a session there is nothing to end, and that is success too. */
export const revokeToken = defineOperation({
  name: "RevokeToken",
  isRepeatable: true,
  request: z.object({ Token: SHELL }),
  perform: async (request, exchange) => {
    await requireOwnRefreshShell(request.Token, exchange);
    await endSession(exchange.cookieHeader, "session_signed_out");
    exchange.setCookies.push(...clearedSessionSetCookies());
    // The token is in the outbox; the browser does not wait for the pool, and an outage is retried from there.
    void revokeUpstream();
    return {};
  },
});

/** Ends every session of the trader: the registry first, then the pool. */
export const globalSignOut = defineOperation({
  name: "GlobalSignOut",
  isRepeatable: true,
  request: z.object({ AccessToken: SHELL }),
  perform: async (request, exchange) => {
    const trader = await requireShellOwner(request.AccessToken, exchange);
    // A borrowed machine must not throw the owner out of their own; a frozen account's owner may well want to leave everywhere.
    if (trader.readOnlyReason !== null && trader.readOnlyReason !== "frozen") throw readOnlySession();
    await endEverySession(trader.sub, exchange.nowSeconds);
    await endSession(exchange.cookieHeader, "session_signed_out");
    exchange.setCookies.push(...clearedSessionSetCookies());
    noteOutcome(exchange, "signed_out_everywhere", { sub: trader.sub });
    const answer = await callCognito("GlobalSignOut", { AccessToken: trader.accessToken }).catch(() => null);
    if (answer?.ok !== true) services().log.warn("global_sign_out_not_upstream", { requestId: exchange.requestId });
    void revokeUpstream();
    return {};
  },
});
