// A ticket: the server's word to the pool about one account and one occasion. The product makes the same text
// (lib/server/cognito-proxy/pool-ticket.ts); a test holds the two together.
import { createHmac, timingSafeEqual } from "node:crypto";

/** What a ticket is for; a ticket of one purpose is worthless for another. */
export type TicketPurpose = "recovery" | "suspicion" | "sign-up";

const KEY_FORM = /^(demo\.)?[A-Za-z0-9_-]{43}$/;

/** HMAC-SHA-256 over purpose, account and occasion, in base64url. `key` is 32 bytes in base64url; a demo key carries its mark in front. */
export function ticketOf(key: string, purpose: TicketPurpose, userName: string, occasion: string): string {
  const bytes = Buffer.from(key.replace(/^demo\./, ""), "base64url");
  return createHmac("sha256", bytes)
    .update(JSON.stringify([`holdfast-${purpose}-v1`, userName, occasion]))
    .digest("base64url");
}

/** Whether `given` is the ticket, compared in a time that does not tell how much of it is right. Without a key of the right form none is. */
export function isTicket(given: string, key: string, purpose: TicketPurpose, userName: string, occasion: string): boolean {
  if (!KEY_FORM.test(key) || occasion === "") return false;
  const [left, right] = [Buffer.from(given), Buffer.from(ticketOf(key, purpose, userName, occasion))];
  return left.length === right.length && timingSafeEqual(left, right);
}
