// A new passkey of an operator: our row, written before the pool is asked, and the instant from which it approves.
import "server-only";
import { OPERATOR_PASSKEY_COOL_OFF_SECONDS } from "@/lib/policy/operator-policy";
import type { Transaction } from "@/lib/server/postgres/database";

/** A registration that we verified ourselves. `publicKey` is COSE; flags are as the authenticator signed them. */
export interface NewOperatorPasskey {
  readonly credentialId: string;
  readonly sub: string;
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly signCount: number;
  readonly transports: readonly string[];
  readonly aaguid: string;
  readonly isBackupEligible: boolean;
  readonly isBackedUp: boolean;
  /** The used approval by an older passkey of the same operator; null for one that nothing stands behind. */
  readonly grantId: string | null;
}

/** From when on a passkey counts: at once where an older one stands behind it, and otherwise after the cool-off. Whole seconds since the Unix epoch. */
export const countsFrom = (grantId: string | null, nowSeconds: number): number =>
  grantId === null ? nowSeconds + OPERATOR_PASSKEY_COOL_OFF_SECONDS : nowSeconds;

/** Keeps the passkey. False when the credential is already known, whoever's it is. */
export async function keepOperatorPasskey(tx: Transaction, passkey: NewOperatorPasskey, nowSeconds: number): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO holdfast.operator_passkeys
       (credential_id, sub, name, public_key, sign_count, transports, aaguid, is_backup_eligible, is_backed_up, created_at, counts_from, grant_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10), to_timestamp($11), $12)
     ON CONFLICT (credential_id) DO NOTHING RETURNING credential_id`,
    [
      passkey.credentialId,
      passkey.sub,
      passkey.name,
      Buffer.from(passkey.publicKey),
      passkey.signCount,
      [...passkey.transports],
      passkey.aaguid,
      passkey.isBackupEligible,
      passkey.isBackedUp,
      nowSeconds,
      countsFrom(passkey.grantId, nowSeconds),
      passkey.grantId,
    ],
  );
  return rows.length === 1;
}

/** Forgets a passkey that the pool has just refused: it never was one. */
export async function dropOperatorPasskey(tx: Transaction, credentialId: string): Promise<void> {
  await tx.query("DELETE FROM holdfast.operator_passkeys WHERE credential_id = $1", [credentialId]);
}

/** Ends a passkey for good; `by` is the `sub` of whoever ended it. False when it had ended already. */
export async function endOperatorPasskey(tx: Transaction, credentialId: string, by: string, nowSeconds: number): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE holdfast.operator_passkeys SET ended_at = to_timestamp($2), ended_by = $3
      WHERE credential_id = $1 AND ended_at IS NULL RETURNING credential_id`,
    [credentialId, nowSeconds, by],
  );
  return rows.length === 1;
}
