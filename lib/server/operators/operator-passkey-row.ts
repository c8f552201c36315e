// Rows of the operators' passkeys. A row says when its passkey begins to count for acts; whether the pool still lists it is another question.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import type { ApprovalKey } from "@/lib/server/step-up/approval-keys";

/** One passkey that was enrolled through us. Seconds since the Unix epoch. */
export interface OperatorPasskeyRow {
  readonly credentialId: string;
  readonly sub: string;
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly createdAtSeconds: number;
  readonly countsFromSeconds: number;
}

interface Raw {
  readonly credential_id: string;
  readonly sub: string;
  readonly name: string;
  readonly public_key: Buffer;
  readonly created_at: Date;
  readonly counts_from: Date;
}

const COLUMNS = "credential_id, sub, name, public_key, created_at, counts_from";
const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1_000);
const shape = (raw: Raw): OperatorPasskeyRow => ({
  credentialId: raw.credential_id,
  sub: raw.sub,
  name: raw.name,
  publicKey: raw.public_key,
  createdAtSeconds: secondsOf(raw.created_at),
  countsFromSeconds: secondsOf(raw.counts_from),
});

// The one reading of "counts": it has not ended, and its time has come.
const COUNTS = "ended_at IS NULL AND counts_from <= to_timestamp($2)";

/** The operator's passkeys that may approve now, oldest first. */
export function findCountingKeys(tx: Transaction, sub: string, nowSeconds: number): Promise<ApprovalKey[]> {
  return tx.query<ApprovalKey>(
    `SELECT credential_id AS "credentialId", public_key AS "publicKey", transports FROM holdfast.operator_passkeys
      WHERE sub = $1 AND ${COUNTS} ORDER BY created_at, credential_id`,
    [sub, nowSeconds],
  );
}

/** Whether the operator has a passkey that may approve now. */
export async function hasCountingKey(tx: Transaction, sub: string, nowSeconds: number): Promise<boolean> {
  const [row] = await tx.query<{ readonly has: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM holdfast.operator_passkeys WHERE sub = $1 AND ${COUNTS}) AS has`,
    [sub, nowSeconds],
  );
  return row?.has === true;
}

/** Every operator's passkeys that have not ended, oldest first, at most 200: colleagues watch over each other's. */
export async function listDeskPasskeys(tx: Transaction): Promise<OperatorPasskeyRow[]> {
  const rows = await tx.query<Raw>(
    `SELECT ${COLUMNS} FROM holdfast.operator_passkeys WHERE ended_at IS NULL ORDER BY created_at, credential_id LIMIT 200`,
  );
  return rows.map(shape);
}

/** One passkey that has not ended, whoever's it is; null for any other. `lock` keeps it to the end of `tx`, which must act as an operator. */
export async function findDeskPasskey(tx: Transaction, credentialId: string, lock: "lock" | "read"): Promise<OperatorPasskeyRow | null> {
  const [raw] = await tx.query<Raw>(
    `SELECT ${COLUMNS} FROM holdfast.operator_passkeys WHERE credential_id = $1 AND ended_at IS NULL${lock === "lock" ? " FOR UPDATE" : ""}`,
    [credentialId],
  );
  return raw ? shape(raw) : null;
}

/**
 * Raises the counter that we know to the one that was signed. False for one that did not grow: the authenticator was cloned (WebAuthn
 * level 3, section 7.2, step 22). Synced passkeys always say zero.
 */
export async function raiseOperatorSignCount(tx: Transaction, credentialId: string, signCount: number): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE holdfast.operator_passkeys SET sign_count = $2
      WHERE credential_id = $1 AND ended_at IS NULL AND (sign_count < $2 OR (sign_count = 0 AND $2 = 0)) RETURNING credential_id`,
    [credentialId, signCount],
  );
  return rows.length === 1;
}
