// The server's word to the pool that this account has shown a recovery proof. The pool's trigger makes the same text
// (infra/triggers/recovery-ticket.ts); a test holds the two together.
import "server-only";
import { createHmac } from "node:crypto";

import { settings } from "@/lib/server/env";

/** HMAC-SHA-256 over version, account and the challenge's nonce, in base64url. Worthless for any other challenge. */
export function recoveryTicket(username: string, nonce: string): string {
  const key = Buffer.from(settings().recoveryTicketKey.reveal(), "base64url");
  return createHmac("sha256", key)
    .update(JSON.stringify(["holdfast-recovery-v1", username, nonce]))
    .digest("base64url");
}
