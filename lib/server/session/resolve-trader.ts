// The second gate, and the real one: verified token and living registry row, on every request. Middleware is not asked.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { accept, refuse, type Result } from "@/lib/ground/result";
import type { ClientForm } from "@/lib/identity/client-form";
import { isTouchDue, sessionEnds, sessionStanding } from "@/lib/identity/session-standing";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";
import { noteRefusedToken } from "@/lib/server/refused-tokens/note-refused-token";
import { verifyAccessToken } from "@/lib/server/tokens/verify-access-token";
import { findFreeze } from "@/lib/server/freezes/find-freeze";
import { checkClient } from "./check-client";
import { clientOfCall } from "./client-of-call";
import { COOKIES, readCookies } from "./cookies";
import { sessionParts, type SessionParts } from "./session-parts";
import { findSessionBySignIn, touchSession, type SessionRow } from "./session-row";
import type { Trader } from "./trader";

/** How a request counts. */
export interface Visit {
  /** Polling and event streams do not keep a session alive; only the trader's acts do. */
  readonly isBackground: boolean;
  /** Whether it is there to change something. From a network that the session was not renewed from, an act waits for a renewal. */
  readonly isAct?: boolean;
  /** Who asks; the client of the call that is being answered unless told. Null compares nothing. */
  readonly client?: ClientForm | null;
}

const UNAUTHENTICATED: Refusal = { code: "unauthenticated" };

/**
 * The trader of a raw Cookie header. Refusals: `malformed_request` (two cookies of one name), `session_expired` (a token that is
 * wrong in its time alone, or an act from a new network: refresh it) and `unauthenticated` (everything else). Throws UnavailableError when database or keys are down.
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
  if (!judged.ok) {
    const { refusal } = judged;
    noteRefused(refusal.code === "refused" ? refusal.check : refusal.code, visit);
    return refuse(refusal.code === "refused" ? UNAUTHENTICATED : { code: "session_expired" });
  }
  const living = await livingSession(judged.value, visit, parts, nowSeconds);
  if (!living.ok && living.refusal.code === "unauthenticated") noteRefused("no_session", visit);
  return living.ok ? accept(traderOf(living.value, judged.value, accessToken, parts)) : living;
}

const clientOf = ({ client }: Visit): ClientForm | null => (client === undefined ? (clientOfCall.getStore() ?? null) : client);

const noteRefused = (reason: string, visit: Visit): void => {
  noteRefusedToken({ gate: "trader", reason, network: clientOf(visit)?.network ?? "unknown" });
};

interface LivingSession {
  readonly row: SessionRow;
  readonly hasMoved: boolean;
}

/**
 * One transaction: read the row, judge it and its client, note the visit. A session that may only look for a reason of its own keeps that reason in a
 * freeze, so that it cannot begin to unfreeze.
 */
function livingSession(
  claims: VerifiedClaims,
  visit: Visit,
  parts: SessionParts,
  nowSeconds: number,
): Promise<Result<LivingSession, Refusal>> {
  const client = clientOf(visit);
  return parts.database.asTrader(claims.sub, async (tx) => {
    const row = await findSessionBySignIn(tx, claims.originJti);
    if (!row || row.sub !== claims.sub || sessionStanding(row, parts.settings, nowSeconds) !== "alive") return refuse(UNAUTHENTICATED);
    const standing = client === null ? "same" : await checkClient(tx, row, client, nowSeconds);
    if (standing === "other_client") return refuse(UNAUTHENTICATED);
    const hasMoved = standing === "other_network";
    // Only the owner has the refresh cookie beside this one, and our pages renew by themselves: whoever cannot, does not act.
    if (hasMoved && visit.isAct === true) return refuse({ code: "session_expired" });
    // A thief's reading does not keep the session alive either.
    const isActivity = !visit.isBackground && !hasMoved && isTouchDue(row.lastSeenAtSeconds, nowSeconds);
    if (isActivity) await touchSession(tx, row.id, nowSeconds);
    const isFrozen = row.readOnlyReason === null && (await findFreeze(tx, row.sub, nowSeconds)) !== null;
    const lastSeenAtSeconds = isActivity ? nowSeconds : row.lastSeenAtSeconds;
    return accept({ row: { ...row, lastSeenAtSeconds, readOnlyReason: isFrozen ? "frozen" : row.readOnlyReason }, hasMoved });
  });
}

const traderOf = ({ row, hasMoved }: LivingSession, claims: VerifiedClaims, accessToken: string, parts: SessionParts): Trader => ({
  sub: row.sub,
  email: row.email,
  sessionId: row.id,
  originJti: row.originJti,
  factors: row.factors,
  readOnlyReason: row.readOnlyReason,
  authTimeSeconds: row.authTimeSeconds,
  createdAtSeconds: row.createdAtSeconds,
  expiresAtSeconds: sessionEnds(row, parts.settings).endsAtSeconds,
  idleEndsAtSeconds: sessionEnds(row, parts.settings).idleEndsAtSeconds,
  hasMoved,
  accessToken,
  claims,
});
