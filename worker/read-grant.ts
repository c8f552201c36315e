// The grant that an approval rests on, as it is stored right now.
import type { Transaction } from "@/lib/server/postgres/database";

/** A grant with a passkey's evidence. */
export interface GrantRow {
  readonly id: string;
  readonly sub: string;
  readonly purpose: string;
  readonly subject_id: string;
  readonly terms: string;
  readonly terms_hash: string;
  readonly nonce: Buffer;
  readonly proof: string | null;
  readonly is_used: boolean;
  readonly credential_id: string | null;
  readonly public_key: Buffer | null;
  readonly client_data_json: Buffer | null;
  readonly authenticator_data: Buffer | null;
  readonly signature: Buffer | null;
}

/** Reads it, or null when there is none of that id. Nothing is locked. */
export async function readGrant(tx: Transaction, grantId: string | null): Promise<GrantRow | null> {
  const [grant] = await tx.query<GrantRow>(
    `SELECT id, sub, purpose, subject_id, terms, terms_hash, nonce, proof, used_at IS NOT NULL AND proven_at IS NOT NULL AS is_used,
            credential_id, public_key, client_data_json, authenticator_data, signature
       FROM holdfast.step_up_grants WHERE id = $1`,
    [grantId],
  );
  return grant ?? null;
}
