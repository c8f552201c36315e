// Renewal and sign-out at the desk's door. The cookies hold the real tokens; the shell only says which session it means.
import "server-only";
import * as z from "zod";

import { readRefreshShell } from "@/lib/identity/read-shell";
import { deskParts } from "@/lib/server/operators/desk-parts";
import { endOperatorSession } from "@/lib/server/operators/end-operator-session";
import { clearedOperatorSetCookies } from "@/lib/server/operators/operator-cookies";
import { refreshOperatorSession } from "@/lib/server/operators/refresh-operator-session";
import { OPS_COOKIES } from "@/lib/server/session/cookies";
import { verifyAccessToken } from "@/lib/server/tokens/verify-access-token";

import { CognitoException, invalidAccessToken } from "../cognito-exception";
import { defineOperation } from "../define-operation";
import type { Exchange } from "../exchange";
import { SHELL } from "../field-schemas";
import { shellResult } from "../shell-result";

/** The session that the shell names. Refuses a shell of another session than the access cookie's, where there is one that can be read. */
async function requireOwnShell(shell: string, exchange: Exchange): Promise<string> {
  const named = readRefreshShell(shell);
  const token = exchange.cookies.get(OPS_COOKIES.access);
  const judged = token ? await verifyAccessToken(token, exchange.nowSeconds, deskParts().gate.access).catch(() => null) : null;
  const claims = judged?.ok ? judged.value : judged?.refusal.code === "expired" ? judged.refusal.claims : null;
  if (named === null || (claims !== null && claims.originJti !== named)) throw invalidAccessToken();
  return named;
}

/** Renews the session from its cookies. The new cookies are sent even with a refusal: the old token is spent. */
export const refreshStaffTokens = defineOperation({
  name: "GetTokensFromRefreshToken",
  isRepeatable: true,
  request: z.object({ RefreshToken: SHELL }),
  perform: async ({ RefreshToken }, exchange) => {
    const named = await requireOwnShell(RefreshToken, exchange);
    const refreshed = await refreshOperatorSession(exchange.cookieHeader, deskParts());
    if (!refreshed.ok) {
      exchange.setCookies.push(...clearedOperatorSetCookies());
      throw new CognitoException("NotAuthorizedException", "Refresh Token has been revoked");
    }
    exchange.setCookies.push(...refreshed.value.setCookies);
    if (refreshed.value.claims.originJti !== named) throw invalidAccessToken();
    return shellResult(refreshed.value, exchange.nowSeconds);
  },
});

/** Ends this browser's session of the desk. Without one there is nothing to end, and that is success too. */
export const revokeStaffToken = defineOperation({
  name: "RevokeToken",
  isRepeatable: true,
  request: z.object({ Token: SHELL }),
  perform: async ({ Token }, exchange) => {
    await requireOwnShell(Token, exchange);
    await endOperatorSession(exchange.cookieHeader, "session_signed_out", deskParts());
    exchange.setCookies.push(...clearedOperatorSetCookies());
    return {};
  },
});
