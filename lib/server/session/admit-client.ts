// Who brings a refresh token. It is judged like whoever brings an access token, and harder: this one opens the session for hours.
import "server-only";
import type { ReadOnlyReason } from "@/lib/contracts/holds";
import { judgeClient, type ClientForm } from "@/lib/identity/client-form";
import { checkClient } from "./check-client";
import type { RefreshTokenOwner } from "./refresh-token-index";
import type { SessionParts } from "./session-parts";
import { findSessionById } from "./session-row";

/** A session that may be refreshed by this client. */
export interface AdmittedSession {
  readonly readOnlyReason: ReadOnlyReason | null;
  /** Whether the client is on a network that is not the session's latest. */
  readonly isElsewhere: boolean;
}

/** The session of a refresh token for this client, or null when there is none, or when the client is another: then the session has ended. */
export async function admitClient(
  owner: RefreshTokenOwner,
  client: ClientForm | null,
  parts: SessionParts,
): Promise<AdmittedSession | null> {
  return parts.database.asTrader(owner.sub, async (tx) => {
    const row = await findSessionById(tx, owner.sessionId);
    if (row === null) return null;
    const { readOnlyReason } = row;
    if (client === null || row.isRevoked) return { readOnlyReason, isElsewhere: false };
    if (judgeClient(row, client) === "other_client") {
      await checkClient(tx, row, client, parts.clock.nowSeconds());
      parts.log.warn("session_client_changed", { session: row.id });
      return null;
    }
    return { readOnlyReason, isElsewhere: client.network !== row.network && client.network !== "unknown" };
  });
}
