// Names: a username, or an alias that was proven; in any letter case, unless the pool is case sensitive.
import type { Needs } from "../protocol/needs";
import type { PasskeyRecord, UserRecord } from "./records";

/** The key under which a name of that pool is kept: of a user, an alias, or what is counted for a name. */
export function nameKey({ store }: Pick<Needs, "store">, poolId: string, name: string): string {
  return store.get("pools", poolId)?.isCaseSensitive === true ? `${poolId}|${name}` : `${poolId}|${name.toLowerCase()}`;
}

/** The user of that username, or of that proven alias; an unproven email finds nobody (documented). */
export function findUser(needs: Needs, poolId: string, name: string): UserRecord | null {
  const byUsername = needs.store.get("users", nameKey(needs, poolId, name));
  if (byUsername !== undefined) return byUsername;
  const username = needs.store.get("aliases", nameKey(needs, poolId, name));
  return username === undefined ? null : (needs.store.get("users", nameKey(needs, poolId, username)) ?? null);
}

/** The same user as the store has it now: after an await the record in hand may be old. Null when it is gone. */
export function reloadUser(needs: Needs, user: UserRecord): UserRecord | null {
  const current = needs.store.get("users", nameKey(needs, user.poolId, user.username));
  return current?.sub === user.sub ? current : null;
}

/** Stores a changed user, and when it changed. */
export function putUser(needs: Needs, user: UserRecord): void {
  needs.store.put("users", nameKey(needs, user.poolId, user.username), { ...user, modifiedAtSeconds: needs.clock.nowSeconds() });
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
  return needs.store.ownedBy("passkeys", user);
}

/** The key of a passkey's record. */
export function passkeyKey(user: { poolId: string; username: string }, credentialId: string): string {
  return `${user.poolId}|${user.username.toLowerCase()}|${credentialId}`;
}
