// The trader's living sessions, as the trader may see them.
import "server-only";
import type { SessionKind, SessionListEntry } from "@/lib/contracts/session";
import { sessionStanding } from "@/lib/identity/session-standing";
import { sessionParts, type SessionParts } from "./session-parts";
import { listUnrevokedSessions, type SessionRow } from "./session-row";
import type { Trader } from "./trader";

const isoOf = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** Sessions that could still be used, newest first. Those past a limit are not listed: nothing is left to revoke. */
export async function listSessions(trader: Trader, parts: SessionParts = sessionParts()): Promise<SessionListEntry[]> {
  const rows = await parts.database.asTrader(trader.sub, listUnrevokedSessions);
  const nowSeconds = parts.clock.nowSeconds();
  return rows
    .filter((row) => sessionStanding(row, parts.settings, nowSeconds) === "alive")
    .map((row) => ({
      id: row.id,
      current: row.id === trader.sessionId,
      createdAt: isoOf(row.createdAtSeconds),
      lastSeenAt: isoOf(row.lastSeenAtSeconds),
      device: row.device,
      network: row.network,
      factors: row.factors,
      kind: kindOf(row),
    }));
}

function kindOf({ readOnlyReason, factors }: SessionRow): SessionKind {
  if (readOnlyReason !== null) return readOnlyReason === "view_only" ? "view_only" : "unknown_passkey";
  return factors.includes("recovery_code") || factors.includes("delayed_recovery") ? "recovery" : "full";
}
