// The second gate of the desk, and the real one: a verified token of the staff's pool and a living row of the desk's registry, on every request.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { judgeClient, type ClientForm } from "@/lib/identity/client-form";
import { isTouchDue, sessionEnds, sessionStanding } from "@/lib/identity/session-standing";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";
import type { Transaction } from "@/lib/server/postgres/database";
import { clientOfCall } from "@/lib/server/session/client-of-call";
import { OPS_COOKIES, readCookies } from "@/lib/server/session/cookies";
import { verifyAccessToken } from "@/lib/server/tokens/verify-access-token";
import { asOperator } from "./act-as-operator";
import { findDeskParts, type DeskParts } from "./desk-parts";
import type { SignedInOperator } from "./operator";
import { operatorHandle } from "./operator-handle";
import { hasCountingKey } from "./operator-passkey-row";
import { findOperatorSession, touchOperatorSession, type OperatorSessionRow } from "./operator-session-row";
import { revokeOperatorSession } from "./revoke-operator-session";

/** How a request counts. */
export interface DeskVisit {
  /** Polling keeps no session alive. */
  readonly isBackground: boolean;
  /** Who asks; the client of the call that is being answered unless told. Null compares nothing. */
  readonly client?: ClientForm | null;
}

const UNAUTHENTICATED: Refusal = { code: "unauthenticated" };

/**
 * The operator of a raw Cookie header; only the desk's own cookies are read. Refusals: `not_found` (no desk is served here), `malformed_request` (two
 * cookies of one name), `session_expired` (a token that is only past its end) and `unauthenticated` (everything else). A session that shows up on another
 * client or network ends there and then. Throws UnavailableError when database or keys are down.
 */
export async function resolveOperator(
  cookieHeader: string | null,
  visit: DeskVisit = { isBackground: false },
  parts: DeskParts | null = findDeskParts(),
): Promise<Result<SignedInOperator, Refusal>> {
  if (parts === null) return refuse({ code: "not_found" });
  const cookies = readCookies(cookieHeader);
  if (!cookies.ok) return refuse({ code: "malformed_request", detail: "A cookie was sent twice." });
  const accessToken = cookies.value.get(OPS_COOKIES.access);
  if (!accessToken) return refuse(UNAUTHENTICATED);
  const nowSeconds = parts.clock.nowSeconds();
  const judged = await verifyAccessToken(accessToken, nowSeconds, parts.gate.access);
  if (!judged.ok) return refuse(judged.refusal.code === "refused" ? UNAUTHENTICATED : { code: "session_expired" });
  const claims = judged.value;
  const living = await asOperator(parts.database, claims.sub, async (tx) => {
    const row = await livingRow(tx, claims, visit, parts, nowSeconds);
    return row && { row, hasPasskey: await hasCountingKey(tx, claims.sub, nowSeconds) };
  });
  return living === null ? refuse(UNAUTHENTICATED) : accept(operatorOf(living, claims, accessToken, parts));
}

/** Reads the row, judges it and its client, and notes the visit. */
async function livingRow(
  tx: Transaction,
  claims: VerifiedClaims,
  visit: DeskVisit,
  parts: DeskParts,
  nowSeconds: number,
): Promise<OperatorSessionRow | null> {
  const client = visit.client === undefined ? (clientOfCall.getStore() ?? null) : visit.client;
  const row = await findOperatorSession(tx, { originJti: claims.originJti });
  if (row?.sub !== claims.sub || sessionStanding(row, parts.settings, nowSeconds) !== "alive") return null;
  // A desk stands in one place; a trader's session may move, an operator's may not.
  if (client !== null && judgeClient({ ...row, ownNetworks: [] }, client) !== "same") {
    await revokeOperatorSession(tx, row.sub, { id: row.id }, "session_client_changed", nowSeconds);
    return null;
  }
  if (visit.isBackground || !isTouchDue(row.lastSeenAtSeconds, nowSeconds)) return row;
  await touchOperatorSession(tx, row.id, nowSeconds);
  return { ...row, lastSeenAtSeconds: nowSeconds };
}

const operatorOf = (
  { row, hasPasskey }: { readonly row: OperatorSessionRow; readonly hasPasskey: boolean },
  claims: VerifiedClaims,
  accessToken: string,
  parts: DeskParts,
): SignedInOperator => ({
  ...{ sub: row.sub, sessionId: row.id, handle: operatorHandle(row.sub), authTimeSeconds: row.authTimeSeconds, hasPasskey },
  ...{ email: row.email, originJti: row.originJti, createdAtSeconds: row.createdAtSeconds },
  expiresAtSeconds: sessionEnds(row, parts.settings).endsAtSeconds,
  idleEndsAtSeconds: sessionEnds(row, parts.settings).idleEndsAtSeconds,
  ...{ accessToken, claims },
});
