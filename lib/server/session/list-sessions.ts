// The trader's living sessions, as the trader may see them.
import "server-only";
import type { SessionListEntry } from "@/lib/contracts/session";
import { sessionStanding } from "@/lib/identity/session-standing";
import { sessionParts, type SessionParts } from "./session-parts";
import { listUnrevokedSessions } from "./session-row";
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
    }));
}
