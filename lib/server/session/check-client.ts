// A session cookie that shows up on another machine was copied. The session ends there and then, for whoever holds it, and its owner is told.
import "server-only";
import { judgeClient, type ClientForm, type ClientStanding } from "@/lib/identity/client-form";
import type { Transaction } from "@/lib/server/postgres/database";
import { recordSecurityEvent } from "./record-security-event";
import { revokeSession } from "./revoke-session";
import type { SessionRow } from "./session-row";

/**
 * Judges the client in the trader's transaction. `other_client` has revoked the session and written it down; `other_network` is written down
 * once per network and refuses nothing by itself: people move.
 */
export async function checkClient(tx: Transaction, row: SessionRow, client: ClientForm, nowSeconds: number): Promise<ClientStanding> {
  const standing = judgeClient(row, client);
  if (standing === "other_client") {
    await revokeSession(tx, { id: row.id }, "session_client_changed", nowSeconds, { device: client.device });
  }
  if (standing === "other_network" && (await noteStrangeNetwork(tx, row.id, client.network))) {
    const detail = { network: client.network };
    await recordSecurityEvent(tx, { kind: "session_network_changed", sub: row.sub, sessionId: row.id, detail }, nowSeconds);
  }
  return standing;
}

/** Two requests at once: the row's lock lets one of them note it. */
async function noteStrangeNetwork(tx: Transaction, id: string, network: string): Promise<boolean> {
  const noted = await tx.query(
    `UPDATE holdfast.sessions SET strange_networks = array_append(strange_networks, $2)
      WHERE id = $1 AND revoked_at IS NULL AND NOT $2 = ANY(strange_networks) AND cardinality(strange_networks) < 16 RETURNING id`,
    [id, network],
  );
  return noted.length === 1;
}

/** The refresh cookie came from there, so the network is the session's from now on; the eight before it stay so. */
export async function adoptNetwork(tx: Transaction, id: string, network: string): Promise<void> {
  await tx.query(
    `UPDATE holdfast.sessions SET network = $2, own_networks =
        array_append(CASE WHEN cardinality(array_remove(own_networks, $2)) >= 8 THEN (array_remove(own_networks, $2))[2:]
                          ELSE array_remove(own_networks, $2) END, network)
      WHERE id = $1 AND revoked_at IS NULL AND network <> $2`,
    [id, network],
  );
}
