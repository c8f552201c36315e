// Ends the session a browser's cookies name: registry row first, upstream by outbox. An expired access token still names its session.
import "server-only";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { claimsDespiteTime, verifyAccessToken } from "@/lib/server/tokens/verify-access-token";
import { COOKIES, readCookies } from "./cookies";
import { enqueueRevocation } from "./revocation-outbox";
import { findRefreshTokenOwner, refreshTokenHash } from "./refresh-token-index";
import { revokeSession, type SessionKey } from "./revoke-session";
import { sessionParts, type SessionParts } from "./session-parts";

interface Target {
  readonly sub: string;
  readonly key: SessionKey;
}

/**
 * Revokes every session that the cookies name (two, if one cookie was planted) and puts the refresh token in line for revocation upstream.
 * Without a session to end it does nothing. Throws UnavailableError when the database is down, or when only a token whose keys cannot be known names the session.
 */
export async function endSession(
  cookieHeader: string | null,
  kind: "session_signed_out" | "session_replaced",
  parts: SessionParts = sessionParts(),
): Promise<void> {
  const cookies = readCookies(cookieHeader);
  if (!cookies.ok) return;
  const nowSeconds = parts.clock.nowSeconds();
  const refreshToken = cookies.value.get(COOKIES.refresh);
  const byRefresh = refreshToken ? await targetOfRefreshToken(refreshToken, parts) : null;
  const byAccess = await targetOfAccessToken(cookies.value.get(COOKIES.access), nowSeconds, parts, byRefresh !== null);
  for (const target of [byRefresh, byAccess]) {
    if (!target) continue;
    await parts.database.asTrader(target.sub, async (tx) => {
      await revokeSession(tx, target.key, kind, nowSeconds);
      if (target === byRefresh && refreshToken) await enqueueRevocation(tx, parts.outboxSeal, refreshToken, nowSeconds);
    });
  }
}

/** The hash of a refresh token is proof enough: only its holder can name it. One never issued through us names nothing. */
async function targetOfRefreshToken(refreshToken: string, parts: SessionParts): Promise<Target | null> {
  const owner = await parts.database.asService((tx) => findRefreshTokenOwner(tx, refreshTokenHash(refreshToken)));
  return owner && { sub: owner.sub, key: { id: owner.sessionId } };
}

async function targetOfAccessToken(
  accessToken: string | undefined,
  nowSeconds: number,
  parts: SessionParts,
  canDoWithout: boolean,
): Promise<Target | null> {
  if (!accessToken) return null;
  const judged = await verifyAccessToken(accessToken, nowSeconds, parts.gate.access).catch((error: unknown) => {
    // With the keys out of reach the refresh token has already named the session.
    if (canDoWithout && error instanceof UnavailableError) return null;
    throw error;
  });
  const claims = judged && claimsDespiteTime(judged);
  return claims && { sub: claims.sub, key: { originJti: claims.originJti } };
}
