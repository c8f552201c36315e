// Renews a session of the desk. A desk is a few people with few tabs, so that the pool's own grace for a rotated token does what the traders' single
// flight does; a token that comes back after it ends the session.
import "server-only";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { judgeClient } from "@/lib/identity/client-form";
import { sessionStanding } from "@/lib/identity/session-standing";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";
import { clientOfCall } from "@/lib/server/session/client-of-call";
import { OPS_COOKIES, readCookies } from "@/lib/server/session/cookies";
import { refreshTokenHash } from "@/lib/server/session/refresh-token-index";
import { refreshUpstream } from "@/lib/server/session/refresh-upstream";
import { verifyAccessToken } from "@/lib/server/tokens/verify-access-token";
import { asOperator } from "./act-as-operator";
import type { DeskParts } from "./desk-parts";
import { operatorSetCookies } from "./operator-cookies";
import { findOperatorOfRefreshToken, rememberOperatorRefreshToken, type OperatorTokenOwner } from "./operator-refresh-tokens";
import { findOperatorSession, type OperatorSessionRow } from "./operator-session-row";
import { revokeOperatorSession } from "./revoke-operator-session";

/** A renewed session. The tokens must not reach a response body. */
export interface RefreshedOperatorSession {
  readonly accessToken: string;
  readonly claims: VerifiedClaims;
  readonly email: string;
  readonly setCookies: string[];
  /** False while our clock does not believe the new token's times: the session lives, and nobody is let in by it yet. */
  readonly isInTime: boolean;
}

/**
 * Exchanges the refresh token of the desk's cookies. `refresh_refused`: there is none, or the session is over, here and upstream. An outage of the pool
 * or the database throws UnavailableError and changes nothing.
 */
export async function refreshOperatorSession(
  cookieHeader: string | null,
  parts: DeskParts,
): Promise<Result<RefreshedOperatorSession, "refresh_refused">> {
  const cookies = readCookies(cookieHeader);
  const refreshToken = cookies.ok ? cookies.value.get(OPS_COOKIES.refresh) : undefined;
  if (!refreshToken) return refuse("refresh_refused");
  const hash = refreshTokenHash(refreshToken);
  const owner = await parts.database.asService((tx) => findOperatorOfRefreshToken(tx, hash));
  const row = owner && (await livingSession(owner, parts));
  if (owner === null || row === null) return refuse("refresh_refused");
  const refreshed = await refreshUpstream(refreshToken, row, parts);
  const nowSeconds = parts.clock.nowSeconds();
  if (!refreshed.ok) {
    const kind = refreshed.refusal === "reused" ? "refresh_reused" : "refresh_refused";
    await asOperator(parts.database, owner.sub, (tx) => revokeOperatorSession(tx, owner.sub, { id: owner.sessionId }, kind, nowSeconds));
    return refuse("refresh_refused");
  }
  const { tokens, claims } = refreshed.value;
  const judged = await verifyAccessToken(tokens.accessToken, nowSeconds, parts.gate.access);
  // Known to the index before anyone receives it.
  await asOperator(parts.database, owner.sub, (tx) =>
    rememberOperatorRefreshToken(tx, refreshTokenHash(tokens.refreshToken), owner, nowSeconds),
  );
  return accept({ accessToken: tokens.accessToken, claims, email: row.email, setCookies: operatorSetCookies(tokens), isInTime: judged.ok });
}

/** The session, when it is alive and this is its client; a token that was carried elsewhere ends it. */
function livingSession(owner: OperatorTokenOwner, parts: DeskParts): Promise<OperatorSessionRow | null> {
  const client = clientOfCall.getStore() ?? null;
  const nowSeconds = parts.clock.nowSeconds();
  return asOperator(parts.database, owner.sub, async (tx) => {
    const row = await findOperatorSession(tx, { id: owner.sessionId });
    if (row === null || sessionStanding(row, parts.settings, nowSeconds) !== "alive") return null;
    if (client === null || judgeClient({ ...row, ownNetworks: [] }, client) === "same") return row;
    await revokeOperatorSession(tx, row.sub, { id: row.id }, "session_client_changed", nowSeconds);
    return null;
  });
}
