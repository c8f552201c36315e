// What the one leader of a refresh does: judge the session, ask upstream, publish the answer for those who wait.
import "server-only";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { sessionStanding } from "@/lib/identity/session-standing";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { recordSecurityEvent } from "./record-security-event";
import { settleFlight, type FlightOutcome } from "./refresh-flight";
import { refreshTokenHash, rememberRefreshToken, type RefreshTokenOwner } from "./refresh-token-index";
import { refreshUpstream, type FreshTokens, type RefreshEnd } from "./refresh-upstream";
import { revokeSession } from "./revoke-session";
import type { SessionParts } from "./session-parts";
import { findSessionById } from "./session-row";

/** The flight this process leads. */
export interface LedFlight {
  readonly hash: Buffer;
  readonly holder: string;
  readonly refreshToken: string;
  readonly owner: RefreshTokenOwner;
}

/** Refreshes and settles the flight in every case, an outage included. */
export async function leadRefresh(flight: LedFlight, parts: SessionParts): Promise<Result<FreshTokens, "refresh_refused">> {
  try {
    const refreshed = await refreshLivingSession(flight, parts);
    await settle(flight, refreshed.ok ? "issued" : "refused", refreshed.ok ? refreshed.value : null, parts);
    return refreshed;
  } catch (error) {
    // Those who wait learn of the outage at once. If even that cannot be written, the lease runs out by itself.
    if (error instanceof UnavailableError) await settle(flight, "unavailable", null, parts).catch(() => undefined);
    throw error;
  }
}

async function refreshLivingSession(
  { owner, refreshToken }: LedFlight,
  parts: SessionParts,
): Promise<Result<FreshTokens, "refresh_refused">> {
  const row = await parts.database.asTrader(owner.sub, (tx) => findSessionById(tx, owner.sessionId));
  if (!row || sessionStanding(row, parts.settings, parts.clock.nowSeconds()) !== "alive") return refuse("refresh_refused");
  const refreshed = await refreshUpstream(refreshToken, row, parts);
  if (refreshed.ok) return accept(refreshed.value.tokens);
  await endRefusedSession(owner, refreshed.refusal, parts);
  return refuse("refresh_refused");
}

/** The pool says that this family is over, so it is over here too. A reuse means that somebody holds a copy; the trader can read of it. */
async function endRefusedSession(owner: RefreshTokenOwner, end: RefreshEnd, parts: SessionParts): Promise<void> {
  const nowSeconds = parts.clock.nowSeconds();
  const kind = end === "reused" ? "refresh_reused" : "refresh_refused";
  parts.log.warn(kind, { session: owner.sessionId, end });
  await parts.database.asTrader(owner.sub, async (tx) => {
    const revoked = await revokeSession(tx, { id: owner.sessionId }, kind, nowSeconds);
    if (revoked === null) await recordSecurityEvent(tx, { kind, sub: owner.sub, sessionId: owner.sessionId }, nowSeconds);
  });
}

/** New tokens are known to the index before anyone receives them. */
async function settle(flight: LedFlight, outcome: FlightOutcome, tokens: FreshTokens | null, parts: SessionParts): Promise<void> {
  const nowSeconds = parts.clock.nowSeconds();
  const sealedResult = tokens && parts.flightSeal.seal(JSON.stringify(tokens), flight.hash);
  await parts.database.asService(async (tx) => {
    if (tokens) await rememberRefreshToken(tx, refreshTokenHash(tokens.refreshToken), flight.owner, nowSeconds);
    await settleFlight(tx, { hash: flight.hash, holder: flight.holder, outcome, sealedResult }, nowSeconds);
  });
}
