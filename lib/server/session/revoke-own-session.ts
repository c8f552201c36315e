// A trader ends one of their sessions from the list. It bites on that session's next request.
import "server-only";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { revokeSession } from "./revoke-session";
import { sessionParts, type SessionParts } from "./session-parts";
import type { Trader } from "./trader";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Revokes the trader's session with this id. Unknown, another trader's, already ended and not even an id: all are the same `not_found`. */
export async function revokeOwnSession(
  trader: Trader,
  id: string,
  parts: SessionParts = sessionParts(),
): Promise<Result<string, "not_found">> {
  if (!UUID.test(id)) return refuse("not_found");
  const revoked = await parts.database.asTrader(trader.sub, (tx) => revokeSession(tx, { id }, "session_revoked", parts.clock.nowSeconds()));
  return revoked === null ? refuse("not_found") : accept(revoked);
}
