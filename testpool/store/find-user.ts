// Names: a username in any letter case, or a confirmed email address as its alias.
import type { Needs } from "../protocol/needs";
import type { PasskeyRecord, UserRecord } from "./records";

/** The key of a user's record. */
export function userKey(poolId: string, username: string): string {
  return `${poolId}|${username.toLowerCase()}`;
}

/** The user of that username, or of that confirmed email; an unconfirmed email finds nobody (documented). */
export function findUser(needs: Needs, poolId: string, name: string): UserRecord | null {
  const byUsername = needs.store.get("users", userKey(poolId, name));
  if (byUsername !== undefined) return byUsername;
  const username = needs.store.get("aliases", userKey(poolId, name));
  return username === undefined ? null : (needs.store.get("users", userKey(poolId, username)) ?? null);
}

/** Stores a changed user, and when it changed. */
export function putUser(needs: Needs, user: UserRecord): void {
  needs.store.put("users", userKey(user.poolId, user.username), { ...user, modifiedAtSeconds: needs.clock.nowSeconds() });
}

/** The user's email, or null. */
export function emailOf(user: UserRecord): string | null {
  return user.attributes["email"] ?? null;
}

/** True when the value of that attribute was proven. */
export function isVerified(user: UserRecord, name: "email" | "phone_number"): boolean {
  return user.attributes[`${name}_verified`] === "true";
}

/** The user's passkeys, oldest first. */
export function listPasskeys(needs: Needs, user: { poolId: string; username: string }): PasskeyRecord[] {
  return needs.store
    .entries("passkeys")
    .map(([, passkey]) => passkey)
    .filter((passkey) => passkey.poolId === user.poolId && passkey.username === user.username);
}

/** The key of a passkey's record. */
export function passkeyKey(user: { poolId: string; username: string }, credentialId: string): string {
  return `${userKey(user.poolId, user.username)}|${credentialId}`;
}
