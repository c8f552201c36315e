// Rows of the passkeys that were added through us, as the trader looks after them. All run inside the trader's own transaction.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";

/** One row. Whole seconds since the Unix epoch; the four facts of the last use are there together or not at all. */
export interface PasskeyRow {
  readonly credentialId: string;
  readonly name: string;
  readonly createdAtSeconds: number;
  readonly lastUsedAtSeconds: number | null;
  readonly lastUsedFor: "sign_in" | "approval" | null;
  readonly lastUsedDevice: string | null;
  readonly lastUsedNetwork: string | null;
  readonly removingAtSeconds: number | null;
}

const seconds = (column: string): string => `floor(extract(epoch FROM ${column}))::float8`;

/** The trader's passkeys, oldest first. */
export function listPasskeyRows(tx: Transaction): Promise<readonly PasskeyRow[]> {
  return tx.query<PasskeyRow>(
    `SELECT credential_id AS "credentialId", name, ${seconds("created_at")} AS "createdAtSeconds", ${seconds("last_used_at")} AS "lastUsedAtSeconds",
            last_used_for AS "lastUsedFor", last_used_device AS "lastUsedDevice", last_used_network AS "lastUsedNetwork",
            ${seconds("removing_at")} AS "removingAtSeconds"
       FROM holdfast.passkeys ORDER BY created_at, credential_id`,
  );
}

/** Marks a passkey as about to be removed, or takes the mark away when the pool refused. */
export async function markRemoving(tx: Transaction, credentialId: string, atSeconds: number | null): Promise<void> {
  await tx.query("UPDATE holdfast.passkeys SET removing_at = to_timestamp($2) WHERE credential_id = $1", [credentialId, atSeconds]);
}

/** Seconds for which a removal without a known end is believed to happen still. */
export const REMOVAL_SECONDS = 300;

/** The ids of the passkeys that can be counted on: added through us, listed by the pool, and not about to be removed. */
export const idsThatStay = (rows: readonly PasskeyRow[], listed: ReadonlySet<string>, nowSeconds: number): readonly string[] =>
  rows
    .filter(({ credentialId, removingAtSeconds }) => {
      const isGoing = removingAtSeconds !== null && removingAtSeconds > nowSeconds - REMOVAL_SECONDS;
      return listed.has(credentialId) && !isGoing;
    })
    .map(({ credentialId }) => credentialId);
