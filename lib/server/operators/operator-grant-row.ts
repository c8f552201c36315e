// Rows of the desk's grants, and the statements on one of them. All run in a transaction that acts as the operator, so row security holds.
import "server-only";
import { hashOfTermsText } from "@/lib/approval/terms-hash";
import type { Assertion } from "@/lib/approval/verify-assertion";
import { isUuid } from "@/lib/ground/is-uuid";
import type { OperatorAct } from "@/lib/policy/operator-act";
import type { Transaction } from "@/lib/server/postgres/database";
import type { GrantFacts } from "@/lib/step-up/judge-grant";

/** One grant. Seconds since the Unix epoch; null for what has not happened. */
export interface OperatorGrantRow extends GrantFacts<OperatorAct> {
  readonly id: string;
  /** The canonical text that was hashed. */
  readonly terms: string;
  readonly nonce: Uint8Array;
  readonly openedAtSeconds: number;
  readonly provenAtSeconds: number | null;
}

/** What is written when a grant opens. */
export type NewOperatorGrant = Pick<
  OperatorGrantRow,
  "id" | "sub" | "sessionId" | "purpose" | "subjectId" | "terms" | "termsHash" | "nonce" | "openedAtSeconds" | "expiresAtSeconds"
>;

interface Raw {
  readonly id: string;
  readonly sub: string;
  readonly session_id: string;
  readonly act: OperatorAct;
  readonly subject_id: string;
  readonly terms: string;
  readonly terms_hash: string;
  readonly nonce: Buffer;
  readonly opened_at: Date;
  readonly expires_at: Date;
  readonly proven_at: Date | null;
  readonly proof_ends_at: Date | null;
  readonly used_at: Date | null;
}

const COLUMNS = "id, sub, session_id, act, subject_id, terms, terms_hash, nonce, opened_at, expires_at, proven_at, proof_ends_at, used_at";
const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1_000);

const shape = (raw: Raw): OperatorGrantRow => ({
  id: raw.id,
  sub: raw.sub,
  sessionId: raw.session_id,
  purpose: raw.act,
  subjectId: raw.subject_id,
  terms: raw.terms,
  termsHash: raw.terms_hash,
  isWhole: hashOfTermsText(raw.terms) === raw.terms_hash,
  nonce: raw.nonce,
  // Nothing else proves an act of the desk.
  proofs: ["passkey"],
  openedAtSeconds: secondsOf(raw.opened_at),
  expiresAtSeconds: secondsOf(raw.expires_at),
  provenAtSeconds: raw.proven_at && secondsOf(raw.proven_at),
  proofEndsAtSeconds: raw.proof_ends_at && secondsOf(raw.proof_ends_at),
  isUsed: raw.used_at !== null,
});

/** The operator's grant with this id, or null; a text that is no id finds nothing. `lock` keeps it from everybody else until the end. */
export async function findOperatorGrant(tx: Transaction, id: string, lock: "lock" | "read"): Promise<OperatorGrantRow | null> {
  if (!isUuid(id)) return null;
  const [raw] = await tx.query<Raw>(
    `SELECT ${COLUMNS} FROM holdfast.operator_grants WHERE id = $1${lock === "lock" ? " FOR UPDATE" : ""}`,
    [id],
  );
  return raw ? shape(raw) : null;
}

/** The session's grant for this act that was proven and not used yet, newest first; null without one. */
export async function findProvenGrant(
  tx: Transaction,
  asked: { readonly sessionId: string; readonly act: OperatorAct; readonly subjectId: string },
  nowSeconds: number,
): Promise<OperatorGrantRow | null> {
  const [raw] = await tx.query<Raw>(
    `SELECT ${COLUMNS} FROM holdfast.operator_grants
      WHERE session_id = $1 AND act = $2 AND subject_id = $3 AND used_at IS NULL AND proof_ends_at > to_timestamp($4)
      ORDER BY proven_at DESC, id LIMIT 1`,
    [asked.sessionId, asked.act, asked.subjectId, nowSeconds],
  );
  return raw ? shape(raw) : null;
}

/** Writes an open grant. */
export async function insertOperatorGrant(tx: Transaction, grant: NewOperatorGrant): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.operator_grants (id, sub, session_id, act, subject_id, terms, terms_hash, nonce, opened_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9), to_timestamp($10))`,
    [
      grant.id,
      grant.sub,
      grant.sessionId,
      grant.purpose,
      grant.subjectId,
      grant.terms,
      grant.termsHash,
      Buffer.from(grant.nonce),
      grant.openedAtSeconds,
      grant.expiresAtSeconds,
    ],
  );
}

/** Marks an unproven grant as proven, with what was signed, in one statement. False when it was proven or used in the meantime. */
export async function markOperatorGrantProven(
  tx: Transaction,
  id: string,
  given: { readonly evidence: Assertion; readonly provenAtSeconds: number; readonly proofEndsAtSeconds: number },
): Promise<boolean> {
  const { evidence } = given;
  const rows = await tx.query(
    `UPDATE holdfast.operator_grants
        SET proven_at = to_timestamp($2), proof_ends_at = to_timestamp($3),
            credential_id = $4, public_key = $5, client_data_json = $6, authenticator_data = $7, signature = $8
      WHERE id = $1 AND proven_at IS NULL AND used_at IS NULL AND expires_at > to_timestamp($2)
      RETURNING id`,
    [
      id,
      given.provenAtSeconds,
      given.proofEndsAtSeconds,
      evidence.credentialId,
      Buffer.from(evidence.publicKey),
      Buffer.from(evidence.clientDataJson),
      Buffer.from(evidence.authenticatorData),
      Buffer.from(evidence.signature),
    ],
  );
  return rows.length === 1;
}

/** Marks a proven grant as used, in one statement. False when it was used in the meantime or its proof has ended. */
export async function markOperatorGrantUsed(tx: Transaction, id: string, nowSeconds: number): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE holdfast.operator_grants SET used_at = to_timestamp($2)
      WHERE id = $1 AND used_at IS NULL AND proof_ends_at > to_timestamp($2) RETURNING id`,
    [id, nowSeconds],
  );
  return rows.length === 1;
}
