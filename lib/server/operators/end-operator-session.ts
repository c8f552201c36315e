// Ends the session that a browser's cookies name: registry row first, the pool after. An expired access token still names its session.
import "server-only";
import { OPS_COOKIES, readCookies } from "@/lib/server/session/cookies";
import { refreshTokenHash } from "@/lib/server/session/refresh-token-index";
import { claimsDespiteTime, verifyAccessToken } from "@/lib/server/tokens/verify-access-token";
import { asOperator } from "./act-as-operator";
import type { DeskParts } from "./desk-parts";
import { findOperatorOfRefreshToken } from "./operator-refresh-tokens";
import type { OperatorSessionKey } from "./operator-session-row";
import { revokeOperatorSession } from "./revoke-operator-session";

interface Target {
  readonly sub: string;
  readonly key: OperatorSessionKey;
}

/**
 * Revokes every session of the desk that the cookies name (two, if one cookie was planted), then tells the pool once. The pool is not waited for in
 * a queue as the traders' is: a refresh token works only with the client's secret, and here only for a session that is alive. Without a session to end
 * it does nothing. Throws UnavailableError when the database is down.
 */
export async function endOperatorSession(
  cookieHeader: string | null,
  kind: "session_signed_out" | "session_replaced",
  parts: DeskParts,
): Promise<void> {
  const cookies = readCookies(cookieHeader);
  if (!cookies.ok) return;
  const nowSeconds = parts.clock.nowSeconds();
  const refreshToken = cookies.value.get(OPS_COOKIES.refresh);
  const named = [await targetOfRefreshToken(refreshToken, parts), await targetOfAccessToken(cookies.value.get(OPS_COOKIES.access), parts)];
  for (const target of named) {
    if (target !== null)
      await asOperator(parts.database, target.sub, (tx) => revokeOperatorSession(tx, target.sub, target.key, kind, nowSeconds));
  }
  if (refreshToken !== undefined && named[0] !== null) await revokeAtPool(refreshToken, parts);
}

async function targetOfRefreshToken(refreshToken: string | undefined, parts: DeskParts): Promise<Target | null> {
  if (!refreshToken) return null;
  const owner = await parts.database.asService((tx) => findOperatorOfRefreshToken(tx, refreshTokenHash(refreshToken)));
  return owner && { sub: owner.sub, key: { id: owner.sessionId } };
}

async function targetOfAccessToken(accessToken: string | undefined, parts: DeskParts): Promise<Target | null> {
  if (!accessToken) return null;
  // With the pool's keys out of reach only the refresh token can name the session.
  const judged = await verifyAccessToken(accessToken, parts.clock.nowSeconds(), parts.gate.access).catch(() => null);
  const claims = judged && claimsDespiteTime(judged);
  return claims && { sub: claims.sub, key: { originJti: claims.originJti } };
}

/** Best effort: the registry has decided already. */
export async function revokeAtPool(refreshToken: string, parts: DeskParts): Promise<void> {
  const { clientId, clientSecret } = parts.settings.pool;
  const body = { Token: refreshToken, ClientId: clientId, ClientSecret: clientSecret.reveal() };
  const answer = await parts.callCognito("RevokeToken", body).catch(() => null);
  if (answer?.ok !== true) parts.log.warn("desk_token_not_revoked_upstream", { reason: answer?.refusal.name ?? "outage" });
}
