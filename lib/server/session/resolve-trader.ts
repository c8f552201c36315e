// The second gate, and the real one: verified token and living registry row, on every request. Middleware is not asked.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { isTouchDue, sessionStanding } from "@/lib/identity/session-standing";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";
import { verifyAccessToken } from "@/lib/server/tokens/verify-access-token";
import { findFreeze } from "@/lib/server/freezes/find-freeze";
import { COOKIES, readCookies } from "./cookies";
import { sessionParts, type SessionParts } from "./session-parts";
import { findSessionBySignIn, touchSession, type SessionRow } from "./session-row";
import type { Trader } from "./trader";

/** How a request counts. */
export interface Visit {
  /** Polling and event streams do not keep a session alive; only the trader's acts do. */
  readonly isBackground: boolean;
}

const UNAUTHENTICATED: Refusal = { code: "unauthenticated" };

/**
 * The trader of a raw Cookie header. Refusals: `malformed_request` (two cookies of one name), `session_expired` (a token that is
 * only past its end: refresh it) and `unauthenticated` (everything else). Throws UnavailableError when database or keys are down.
 */
export async function resolveTrader(
  cookieHeader: string | null,
  visit: Visit = { isBackground: false },
  parts: SessionParts = sessionParts(),
): Promise<Result<Trader, Refusal>> {
  const cookies = readCookies(cookieHeader);
  if (!cookies.ok) return refuse({ code: "malformed_request", detail: "A cookie was sent twice." });
  const accessToken = cookies.value.get(COOKIES.access);
  if (!accessToken) return refuse(UNAUTHENTICATED);
  const nowSeconds = parts.clock.nowSeconds();
  const judged = await verifyAccessToken(accessToken, nowSeconds, parts.gate.access);
  if (!judged.ok) return refuse(judged.refusal.code === "expired" ? { code: "session_expired" } : UNAUTHENTICATED);
  const row = await livingSession(judged.value, visit, parts, nowSeconds);
  return row ? accept(traderOf(row, judged.value, accessToken, parts)) : refuse(UNAUTHENTICATED);
}

/**
 * One transaction: read the row, judge it, note the visit. A session that may only look for a reason of its own keeps that reason in a freeze, so that it
 * cannot begin to unfreeze.
 */
function livingSession(claims: VerifiedClaims, visit: Visit, parts: SessionParts, nowSeconds: number): Promise<SessionRow | null> {
  return parts.database.asTrader(claims.sub, async (tx) => {
    const row = await findSessionBySignIn(tx, claims.originJti);
    if (!row || row.sub !== claims.sub || sessionStanding(row, parts.settings, nowSeconds) !== "alive") return null;
    if (!visit.isBackground && isTouchDue(row.lastSeenAtSeconds, nowSeconds)) await touchSession(tx, row.id, nowSeconds);
    const isFrozen = row.readOnlyReason === null && (await findFreeze(tx, row.sub, nowSeconds)) !== null;
    return isFrozen ? { ...row, readOnlyReason: "frozen" } : row;
  });
}

const traderOf = (row: SessionRow, claims: VerifiedClaims, accessToken: string, parts: SessionParts): Trader => ({
  sub: row.sub,
  email: row.email,
  sessionId: row.id,
  originJti: row.originJti,
  factors: row.factors,
  readOnlyReason: row.readOnlyReason,
  authTimeSeconds: row.authTimeSeconds,
  createdAtSeconds: row.createdAtSeconds,
  expiresAtSeconds: row.createdAtSeconds + parts.settings.sessionAbsoluteSeconds,
  accessToken,
  claims,
});
