// A recovery ticket: the server's word that this account showed a recovery proof, for one nonce. The product makes the same text
// (lib/server/cognito-proxy/recovery-ticket.ts); a test holds the two together.
import { createHmac, timingSafeEqual } from "node:crypto";

/** HMAC-SHA-256 over version, account and nonce, in base64url. `key` is base64url; a demo key carries its mark in front. */
export function recoveryTicket(key: string, userName: string, nonce: string): string {
  const bytes = Buffer.from(key.replace(/^demo\./, ""), "base64url");
  return createHmac("sha256", bytes)
    .update(JSON.stringify(["holdfast-recovery-v1", userName, nonce]))
    .digest("base64url");
}

/** Compares in a time that does not tell how much of the ticket is right. */
export function isTicket(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
