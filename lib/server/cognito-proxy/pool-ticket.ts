// The server's word to the pool about one account and one occasion. The pool's triggers make the same text (infra/triggers/ticket.ts); a test holds the
// two together.
import "server-only";
import { createHmac } from "node:crypto";

import { settings } from "@/lib/server/env";

/** What a ticket is for: a recovery or a suspicious sign-in, for the challenge's nonce; a sign-up, for its address. */
export type TicketPurpose = "recovery" | "suspicion" | "sign-up";

/** HMAC-SHA-256 over purpose, the pool's name for the account, and the occasion, in base64url. Worthless for any other. */
export function poolTicket(purpose: TicketPurpose, username: string, occasion: string): string {
  const key = Buffer.from(settings().recoveryTicketKey.reveal(), "base64url");
  return createHmac("sha256", key)
    .update(JSON.stringify([`holdfast-${purpose}-v1`, username, occasion]))
    .digest("base64url");
}
