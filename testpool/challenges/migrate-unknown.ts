// A name that the pool does not know may live in an older directory: the UserMigration trigger is asked with the typed password.
import { randomUUID } from "node:crypto";
import type { Needs } from "../protocol/needs";
import { makeSrpVerifier } from "../srp/srp-verifier";
import { requirePool } from "../store/find-client";
import { findUser, nameKey, putUser } from "../store/find-user";
import { newUser } from "../store/new-user";
import type { ClientRecord } from "../store/settings-records";
import { migrateUser } from "../triggers/user-migration";

/** The call in which the name was typed. */
export interface MigratingCall {
  readonly client: ClientRecord;
  readonly clientMetadata: Readonly<Record<string, string>>;
}

/** Creates the user that the trigger answers for, with that password; does nothing for a known name or a pool without the trigger. */
export async function migrateUnknown(needs: Needs, call: MigratingCall, name: string, password: string): Promise<void> {
  const { client, clientMetadata } = call;
  if (findUser(needs, client.poolId, name) !== null) return;
  const pool = requirePool(needs, client.poolId);
  const context = { needs, pool, clientId: client.id, userName: name, user: null, clientMetadata, validationData: clientMetadata };
  const migrated = await migrateUser(context, "UserMigration_Authentication", password);
  if (migrated === null || findUser(needs, client.poolId, name) !== null) return;
  const sub = randomUUID();
  const username = pool.usernameAttributes.length > 0 ? sub : name;
  const { attributes, finalUserStatus: status } = migrated;
  putUser(
    needs,
    newUser({ poolId: pool.id, username, sub }, needs.clock.nowSeconds(), {
      attributes,
      status,
      srp: makeSrpVerifier(pool.id, username, password),
    }),
  );
  for (const alias of ["email", "phone_number"] as const) {
    const value = attributes[alias];
    const signsIn =
      pool.usernameAttributes.includes(alias) || (pool.aliasAttributes.includes(alias) && attributes[`${alias}_verified`] === "true");
    const key = nameKey(needs, pool.id, value ?? "");
    const isFree = needs.store.get("aliases", key) === undefined || migrated.forceAliasCreation;
    if (value !== undefined && signsIn && isFree) needs.store.put("aliases", key, username);
  }
}
