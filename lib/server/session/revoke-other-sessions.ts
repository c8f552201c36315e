// A trader ends every other session at once. Each bites on its own next request, on every process.
import "server-only";
import { revokeSession } from "./revoke-session";
import { sessionParts, type SessionParts } from "./session-parts";
import type { Trader } from "./trader";

/** Revokes all of the trader's living sessions but the one that asks, in one transaction; answers how many. None is success too. */
export async function revokeOtherSessions(trader: Trader, parts: SessionParts = sessionParts()): Promise<number> {
  const nowSeconds = parts.clock.nowSeconds();
  return parts.database.asTrader(trader.sub, async (tx) => {
    // In the order of their ids, so that two of these at once wait for each other instead of locking crosswise.
    const others = await tx.query<{ id: string }>(
      "SELECT id FROM holdfast.sessions WHERE revoked_at IS NULL AND id <> $1 ORDER BY id FOR UPDATE",
      [trader.sessionId],
    );
    for (const { id } of others) await revokeSession(tx, { id }, "session_revoked", nowSeconds);
    return others.length;
  });
}
