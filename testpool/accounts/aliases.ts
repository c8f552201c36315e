// Names beside the username. An alias belongs to whoever proved it; a username attribute belongs to whoever signed up with it.
import { CognitoException } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { findUser, nameKey, putUser } from "../store/find-user";
import type { UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";

/** The other user whom that name already finds, or null. */
export function otherOwner(needs: Needs, user: UserRecord, value: string): UserRecord | null {
  const owner = findUser(needs, user.poolId, value);
  return owner === null || owner.username === user.username ? null : owner;
}

/** AliasExistsException (sentence observed). */
export function aliasExists(name: string): CognitoException {
  return new CognitoException("AliasExistsException", `An account with the given ${name} already exists.`);
}

/** True when the value finds the user: a username attribute at once, an alias of a confirmed user once it is proven (documented). */
function isActiveAlias(pool: PoolRecord, user: UserRecord, name: string): boolean {
  if (pool.usernameAttributes.includes(name)) return true;
  if (user.status === "UNCONFIRMED" || !pool.aliasAttributes.includes(name)) return false;
  return name === "preferred_username" || user.attributes[`${name}_verified`] === "true";
}

/** Names and values by which the user may be found, now. */
function activeAliases(pool: PoolRecord, user: UserRecord): readonly (readonly [name: string, value: string])[] {
  return Object.entries(user.attributes).filter(([name]) => isActiveAlias(pool, user, name));
}

/** Refuses with AliasExistsException when a name of the user is somebody else's. */
export function checkAliases(needs: Needs, pool: PoolRecord, user: UserRecord): void {
  for (const [name, value] of activeAliases(pool, user)) if (otherOwner(needs, user, value) !== null) throw aliasExists(name);
}

/** Takes an alias from the user who has it; the attribute is then unproven, or gone if it needs no proof (assumed). */
function takeFrom(needs: Needs, owner: UserRecord, name: string, value: string): void {
  const { [name]: _taken, ...rest } = owner.attributes;
  const isProvable = name !== "preferred_username";
  needs.store.remove("aliases", nameKey(needs, owner.poolId, value));
  putUser(needs, { ...owner, attributes: isProvable ? { ...owner.attributes, [`${name}_verified`]: "false" } : rest });
}

/**
 * Takes the user's aliases from whoever has them (ForceAliasCreation: the last one to prove an alias owns it; documented). What is
 * another user's username or username attribute cannot be taken: AliasExistsException (assumed).
 */
export function seizeAliases(needs: Needs, pool: PoolRecord, user: UserRecord): void {
  for (const [name, value] of activeAliases(pool, user)) {
    const owner = otherOwner(needs, user, value);
    if (owner === null) continue;
    const isUsername = nameKey(needs, pool.id, owner.username) === nameKey(needs, pool.id, value);
    if (isUsername || pool.usernameAttributes.includes(name)) throw aliasExists(name);
    takeFrom(needs, owner, name, value);
  }
}

/** Ends every name of a user beside the username. */
export function dropAliases(needs: Needs, user: UserRecord): void {
  for (const [key, username] of needs.store.entries("aliases")) {
    if (username === user.username && key.startsWith(`${user.poolId}|`)) needs.store.remove("aliases", key);
  }
}

/** Stores a changed user, and makes exactly its present names find it; a name that is another user's stays theirs. */
export function putUserWithAliases(needs: Needs, pool: PoolRecord, user: UserRecord): void {
  dropAliases(needs, user);
  for (const [, value] of activeAliases(pool, user)) {
    if (otherOwner(needs, user, value) === null) needs.store.put("aliases", nameKey(needs, pool.id, value), user.username);
  }
  putUser(needs, user);
}
