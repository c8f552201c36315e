// A name that the pool does not know may live in an older directory: the UserMigration trigger is asked with the typed password.
import { createMigratedUser } from "../accounts/create-migrated-user";
import type { Needs } from "../protocol/needs";
import { requirePool } from "../store/find-client";
import { findUser } from "../store/find-user";
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
  createMigratedUser(needs, pool, name, migrated, password);
}
