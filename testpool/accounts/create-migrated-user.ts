// A user that the UserMigration trigger vouched for becomes a user of the pool.
import { randomUUID } from "node:crypto";
import type { Needs } from "../protocol/needs";
import { makeSrpVerifier } from "../srp/srp-verifier";
import { newUser } from "../store/new-user";
import type { UserRecord } from "../store/records";
import type { PoolRecord } from "../store/settings-records";
import type { MigratedUser } from "../triggers/user-migration";
import { unrecognizable } from "../triggers/run-trigger";
import { checkAliases, putUserWithAliases, seizeAliases } from "./aliases";
import { isAliasForm, usernameAttribute } from "./sign-up-attributes";

/**
 * The username of the new user. Where an alias was typed the trigger must choose one of its own; where a username was typed it may only repeat it
 * (all assumed: no page that was read says it).
 */
function chosenUsername(pool: PoolRecord, name: string, { username }: MigratedUser): string {
  const isChosen = isAliasForm(pool, name) ? username !== null && !isAliasForm(pool, username) : username === null || username === name;
  if (!isChosen) throw unrecognizable();
  return username ?? name;
}

/**
 * Creates the user, with the password that was typed or without one. Names that another user has are
 * AliasExistsException, or are taken from that user when the trigger says forceAliasCreation (documented).
 */
export function createMigratedUser(
  needs: Needs,
  pool: PoolRecord,
  name: string,
  migrated: MigratedUser,
  password: string | null,
): UserRecord {
  const sub = randomUUID();
  const standsFor = usernameAttribute(pool, name);
  const username = standsFor === null ? chosenUsername(pool, name, migrated) : sub;
  const { sub: _sub, ...given } = migrated.attributes;
  const user = newUser({ poolId: pool.id, username, sub }, needs.clock.nowSeconds(), {
    attributes: { ...(standsFor === null ? {} : { [standsFor]: name }), ...given },
    status: migrated.finalUserStatus,
    srp: password === null ? null : makeSrpVerifier(pool.id, username, password),
  });
  if (migrated.forceAliasCreation) seizeAliases(needs, pool, user);
  else checkAliases(needs, pool, user);
  putUserWithAliases(needs, pool, user);
  return user;
}
