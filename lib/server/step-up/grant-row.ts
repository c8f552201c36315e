// Rows of grants, and the statements on one of them. All run inside the trader's own transaction, so row security holds.
import "server-only";
import { hashOfTermsText } from "@/lib/approval/terms-hash";
import type { Assertion } from "@/lib/approval/verify-assertion";
import { isUuid } from "@/lib/ground/is-uuid";
import type { Transaction } from "@/lib/server/postgres/database";
import type { GrantFacts } from "@/lib/step-up/judge-grant";
import type { Proof, Purpose } from "@/lib/policy/purpose";

/** One grant. Seconds since the Unix epoch; null for what has not happened. */
export interface GrantRow extends GrantFacts {
  readonly id: string;
  /** The canonical text that was hashed. */
  readonly terms: string;
  readonly nonce: Uint8Array;
  readonly openedAtSeconds: number;
  readonly proof: Proof | null;
  readonly provenAtSeconds: number | null;
}

/** What is written when a grant opens. */
export type NewGrant = Pick<
  GrantRow,
  "id" | "sub" | "sessionId" | "purpose" | "subjectId" | "terms" | "termsHash" | "nonce" | "proofs" | "openedAtSeconds" | "expiresAtSeconds"
>;

interface Raw {
  readonly id: string;
  readonly sub: string;
  readonly session_id: string;
  readonly purpose: Purpose;
  readonly subject_id: string;
  readonly terms: string;
  readonly terms_hash: string;
  readonly nonce: Buffer;
  readonly proofs: readonly Proof[];
  readonly opened_at: Date;
  readonly expires_at: Date;
  readonly proof: Proof | null;
  readonly proven_at: Date | null;
  readonly proof_ends_at: Date | null;
  readonly used_at: Date | null;
}

const COLUMNS = `id, sub, session_id, purpose, subject_id, terms, terms_hash, nonce, proofs, opened_at, expires_at,
  proof, proven_at, proof_ends_at, used_at`;
const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1_000);

const shape = (raw: Raw): GrantRow => ({
  id: raw.id,
  sub: raw.sub,
  sessionId: raw.session_id,
  purpose: raw.purpose,
  subjectId: raw.subject_id,
  terms: raw.terms,
  termsHash: raw.terms_hash,
  isWhole: hashOfTermsText(raw.terms) === raw.terms_hash,
  nonce: raw.nonce,
  proofs: raw.proofs,
  openedAtSeconds: secondsOf(raw.opened_at),
  expiresAtSeconds: secondsOf(raw.expires_at),
  proof: raw.proof,
  provenAtSeconds: raw.proven_at && secondsOf(raw.proven_at),
  proofEndsAtSeconds: raw.proof_ends_at && secondsOf(raw.proof_ends_at),
  isUsed: raw.used_at !== null,
});

/** The trader's grant with this id, or null; a text that is no id finds nothing. `lock` keeps it from everybody else until the end. */
export async function findGrant(tx: Transaction, id: string, lock: "lock" | "read"): Promise<GrantRow | null> {
  if (!isUuid(id)) return null;
  const [raw] = await tx.query<Raw>(`SELECT ${COLUMNS} FROM holdfast.step_up_grants WHERE id = $1${lock === "lock" ? " FOR UPDATE" : ""}`, [
    id,
  ]);
  return raw ? shape(raw) : null;
}

/** Writes an open grant. */
export async function insertGrant(tx: Transaction, grant: NewGrant): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.step_up_grants
       (id, sub, session_id, purpose, subject_id, terms, terms_hash, nonce, proofs, opened_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10), to_timestamp($11))`,
    [
      grant.id,
      grant.sub,
      grant.sessionId,
      grant.purpose,
      grant.subjectId,
      grant.terms,
      grant.termsHash,
      Buffer.from(grant.nonce),
      [...grant.proofs],
      grant.openedAtSeconds,
      grant.expiresAtSeconds,
    ],
  );
}

/** A proof as it is kept with its grant. A passkey's evidence is what a receipt shows later. */
export interface ProofOfGrant {
  readonly proof: Proof;
  readonly provenAtSeconds: number;
  readonly proofEndsAtSeconds: number;
  readonly evidence: Assertion | null;
}

/** Marks an unproven grant as proven, in one statement. False when it was proven or used in the meantime. */
export async function markProven(tx: Transaction, id: string, given: ProofOfGrant): Promise<boolean> {
  const bytes = (value: Uint8Array | undefined): Buffer | null => (value === undefined ? null : Buffer.from(value));
  const { evidence } = given;
  const rows = await tx.query(
    `UPDATE holdfast.step_up_grants
        SET proof = $2, proven_at = to_timestamp($3), proof_ends_at = to_timestamp($4),
            credential_id = $5, public_key = $6, client_data_json = $7, authenticator_data = $8, signature = $9
      WHERE id = $1 AND proven_at IS NULL AND used_at IS NULL AND expires_at > to_timestamp($3)
      RETURNING id`,
    [
      id,
      given.proof,
      given.provenAtSeconds,
      given.proofEndsAtSeconds,
      evidence?.credentialId ?? null,
      bytes(evidence?.publicKey),
      bytes(evidence?.clientDataJson),
      bytes(evidence?.authenticatorData),
      bytes(evidence?.signature),
    ],
  );
  return rows.length === 1;
}

/** Marks a proven grant as used, in one statement. False when it was used in the meantime or its proof has ended. */
export async function markUsed(tx: Transaction, id: string, nowSeconds: number): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE holdfast.step_up_grants SET used_at = to_timestamp($2)
      WHERE id = $1 AND used_at IS NULL AND proof_ends_at > to_timestamp($2) RETURNING id`,
    [id, nowSeconds],
  );
  return rows.length === 1;
}
