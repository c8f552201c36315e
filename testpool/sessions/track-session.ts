// Server-side sessions are families with a public name. A pool that does not track them gives no names, and its tokens are unchanged.
import { randomInt } from "node:crypto";
import type { Needs } from "../protocol/needs";
import type { FamilyRecord, UserRecord } from "../store/records";
import { familiesOf, revokeFamily } from "../tokens/revoke-family";

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A SessionId of 28 lower-case letters and digits that begins with `tkn` (documented). */
export function newSessionId(): string {
  return `tkn${Array.from({ length: 25 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("")}`;
}

/** The user's live sessions, the most recently used first; in one second, the later sign-in counts as the more recent. */
export function activeSessions(needs: Needs, user: UserRecord): FamilyRecord[] {
  const now = needs.clock.nowSeconds();
  return familiesOf(needs, user)
    .filter((family) => family.sessionId !== null && !family.revoked && now < family.expiresAtSeconds)
    .reverse()
    .sort((left, right) => right.lastActiveAtSeconds - left.lastActiveAtSeconds);
}

/** Ends the least recently used sessions until one more fits (documented: eviction comes before the new session). */
export function makeRoom(needs: Needs, user: UserRecord, maxPerUser: number): void {
  for (const family of activeSessions(needs, user).slice(Math.max(0, maxPerUser - 1))) revokeFamily(needs, family);
}
