// Refreshes a session once, however many tabs and processes ask at the same moment; all of them receive the same tokens.
import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { ClientForm } from "@/lib/identity/client-form";
import { parseJsonObject } from "@/lib/identity/strict-json";
import type { VerifiedClaims } from "@/lib/identity/verified-claims";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { claimsDespiteTime, verifyAccessToken } from "@/lib/server/tokens/verify-access-token";
import { adoptNetwork } from "./check-client";
import { admitClient } from "./admit-client";
import { clientOfCall } from "./client-of-call";
import { sessionSetCookies } from "./cookies";
import { leadRefresh } from "./lead-refresh";
import { takeTurn } from "./refresh-flight";
import { findRefreshTokenOwner, refreshTokenHash, type RefreshTokenOwner } from "./refresh-token-index";
import type { FreshTokens } from "./refresh-upstream";
import { sessionParts, type SessionParts } from "./session-parts";

/** A refreshed session: tokens for the cookies, claims for the shells. The tokens must not reach a response body. */
export interface RefreshedSession extends FreshTokens {
  readonly claims: VerifiedClaims;
  readonly setCookies: string[];
  /** False when our clock and the pool's disagree so much that a token of this moment is not good at this moment. The cookies must be sent all the same. */
  readonly isInTime: boolean;
}

const POLL_MS = 100;
// A little longer than a lease, so that one leader may fail before those who wait give up.
const POLLS_MAX = 120;

type Flights = Map<string, Promise<Result<FreshTokens, "refresh_refused">>>;
const SLOT = Symbol.for("holdfast.refresh-flights");
const shared = globalThis as { [SLOT]?: WeakMap<SessionParts, Flights> | undefined };

function flightsOf(parts: SessionParts): Flights {
  const all = (shared[SLOT] ??= new WeakMap<SessionParts, Flights>());
  const flights = all.get(parts) ?? new Map<string, Promise<Result<FreshTokens, "refresh_refused">>>();
  all.set(parts, flights);
  return flights;
}

/**
 * Exchanges a refresh token for fresh tokens. `refresh_refused` means that the session is over, here and upstream. An outage of the pool
 * or the database throws UnavailableError and changes nothing. Single flight: in this process by a promise, across processes by a lease row.
 * A refresh token that comes from another client than its session's ends the session; one from another network makes that network the session's.
 */
export async function refreshSession(
  refreshToken: string,
  parts: SessionParts = sessionParts(),
  client: ClientForm | null = clientOfCall.getStore() ?? null,
): Promise<Result<RefreshedSession, "refresh_refused">> {
  const hash = refreshTokenHash(refreshToken);
  const owner = await parts.database.asService((tx) => findRefreshTokenOwner(tx, hash));
  // Before the flight: whoever joins one, or reads what another has led, is judged too.
  const session = owner && (await admitClient(owner, client, parts));
  if (!owner || !session) return refuse("refresh_refused");
  const name = hash.toString("base64url");
  const flights = flightsOf(parts);
  const flight = flights.get(name) ?? fly(refreshToken, hash, owner, parts).finally(() => flights.delete(name));
  flights.set(name, flight);
  const refreshed = await flight;
  if (!refreshed.ok) return refreshed;
  const judged = await verifyAccessToken(refreshed.value.accessToken, parts.clock.nowSeconds(), parts.gate.access);
  const claims = claimsDespiteTime(judged);
  if (claims === null) throw new UnavailableError("cognito", "The refreshed token does not verify.");
  if (!judged.ok) parts.log.error("clock_in_doubt", { token: judged.refusal.code });
  // Only now: a network that could not renew the session is not its own.
  if (session.isElsewhere && client !== null)
    await parts.database.asTrader(owner.sub, (tx) => adoptNetwork(tx, owner.sessionId, client.network));
  const setCookies = sessionSetCookies(refreshed.value, session.readOnlyReason);
  return accept({ ...refreshed.value, claims, setCookies, isInTime: judged.ok });
}

async function fly(
  refreshToken: string,
  hash: Buffer,
  owner: RefreshTokenOwner,
  parts: SessionParts,
): Promise<Result<FreshTokens, "refresh_refused">> {
  const holder = randomUUID();
  for (let poll = 0; poll < POLLS_MAX; poll += 1) {
    const settled = await tryTurn({ refreshToken, hash, holder, owner }, parts);
    if (settled) return settled;
    await wait(POLL_MS);
  }
  throw new UnavailableError("cognito", "The refresh of this session does not come to an end.");
}

interface Flight {
  readonly refreshToken: string;
  readonly hash: Buffer;
  readonly holder: string;
  readonly owner: RefreshTokenOwner;
}

/** Leads, or reads what another led; null while another still leads. */
async function tryTurn(flight: Flight, parts: SessionParts): Promise<Result<FreshTokens, "refresh_refused"> | null> {
  const turn = await parts.database.asService((tx) => takeTurn(tx, flight.hash, flight.holder, parts.clock.nowSeconds()));
  if (turn.kind === "lead") return leadRefresh(flight, parts);
  if (turn.kind === "wait") return null;
  switch (turn.outcome) {
    case "refused":
      return refuse("refresh_refused");
    case "unavailable":
      throw new UnavailableError("cognito", "The user pool could not refresh a moment ago.");
    case "issued": {
      const tokens = turn.sealedResult && readSealed(parts.flightSeal.open(turn.sealedResult, flight.hash));
      // A value that does not open was sealed under another key: as good as an outage, and gone in seconds.
      if (!tokens) throw new UnavailableError("database", "The refreshed tokens could not be opened.");
      return accept(tokens);
    }
  }
}

function readSealed(text: string | null): FreshTokens | null {
  const { accessToken, idToken, refreshToken } = parseJsonObject(text ?? "") ?? {};
  if (typeof accessToken !== "string" || typeof idToken !== "string" || typeof refreshToken !== "string") return null;
  return { accessToken, idToken, refreshToken };
}
