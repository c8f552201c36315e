// Rows of the desk's session registry, and the statements on one of them. All run in a transaction that acts as the operator.
import "server-only";
import type { Factor } from "@/lib/identity/factor";
import type { Transaction } from "@/lib/server/postgres/database";

/** One session of the desk. Seconds since the Unix epoch. */
export interface OperatorSessionRow {
  readonly id: string;
  readonly originJti: string;
  readonly sub: string;
  readonly email: string;
  readonly factors: readonly Factor[];
  readonly authTimeSeconds: number;
  readonly createdAtSeconds: number;
  readonly lastSeenAtSeconds: number;
  readonly isRevoked: boolean;
  readonly device: string;
  readonly network: string;
  readonly clientTraits: string | null;
}

interface Raw {
  readonly id: string;
  readonly origin_jti: string;
  readonly sub: string;
  readonly email: string;
  readonly factors: readonly Factor[];
  readonly auth_time: Date;
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly revoked_at: Date | null;
  readonly device: string;
  readonly network: string;
  readonly client_traits: string | null;
}

const COLUMNS = "id, origin_jti, sub, email, factors, auth_time, created_at, last_seen_at, revoked_at, device, network, client_traits";
const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1_000);

const shape = (raw: Raw): OperatorSessionRow => ({
  id: raw.id,
  originJti: raw.origin_jti,
  sub: raw.sub,
  email: raw.email,
  factors: raw.factors,
  authTimeSeconds: secondsOf(raw.auth_time),
  createdAtSeconds: secondsOf(raw.created_at),
  lastSeenAtSeconds: secondsOf(raw.last_seen_at),
  isRevoked: raw.revoked_at !== null,
  device: raw.device,
  network: raw.network,
  clientTraits: raw.client_traits,
});

/** Which session: by our own id, or by the sign-in that its token names. */
export type OperatorSessionKey = { readonly id: string } | { readonly originJti: string };

const whereOf = (key: OperatorSessionKey): readonly [string, string] =>
  "id" in key ? ["id = $1", key.id] : ["origin_jti = $1", key.originJti];

/** The operator's session, or null when there is none of theirs. */
export async function findOperatorSession(tx: Transaction, key: OperatorSessionKey): Promise<OperatorSessionRow | null> {
  const [where, value] = whereOf(key);
  const [raw] = await tx.query<Raw>(`SELECT ${COLUMNS} FROM holdfast.operator_sessions WHERE ${where}`, [value]);
  return raw ? shape(raw) : null;
}

/** The operator's sessions that nobody has ended, newest first, at most 100. Limits of age are the caller's to judge. */
export async function listOperatorSessionRows(tx: Transaction): Promise<OperatorSessionRow[]> {
  const rows = await tx.query<Raw>(
    `SELECT ${COLUMNS} FROM holdfast.operator_sessions WHERE revoked_at IS NULL ORDER BY created_at DESC, id LIMIT 100`,
  );
  return rows.map(shape);
}

/** Writes a new session. */
export async function insertOperatorSession(
  tx: Transaction,
  row: Omit<OperatorSessionRow, "isRevoked" | "lastSeenAtSeconds">,
): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.operator_sessions
       (id, origin_jti, sub, email, factors, auth_time, created_at, last_seen_at, device, network, client_traits)
     VALUES ($1, $2, $3, $4, $5, to_timestamp($6), to_timestamp($7), to_timestamp($7), $8, $9, $10)`,
    [
      row.id,
      row.originJti,
      row.sub,
      row.email,
      row.factors,
      row.authTimeSeconds,
      row.createdAtSeconds,
      row.device,
      row.network,
      row.clientTraits,
    ],
  );
}

/** Notes that the operator acted. It never moves a session back in time and never touches a revoked one. */
export async function touchOperatorSession(tx: Transaction, id: string, nowSeconds: number): Promise<void> {
  await tx.query(
    "UPDATE holdfast.operator_sessions SET last_seen_at = to_timestamp($2) WHERE id = $1 AND revoked_at IS NULL AND last_seen_at < to_timestamp($2)",
    [id, nowSeconds],
  );
}

/** Ends a session; answers its id, or null when there was none alive. */
export async function markOperatorSessionRevoked(
  tx: Transaction,
  key: OperatorSessionKey,
  reason: string,
  nowSeconds: number,
): Promise<string | null> {
  const [where, value] = whereOf(key);
  const [row] = await tx.query<{ readonly id: string }>(
    `UPDATE holdfast.operator_sessions SET revoked_at = to_timestamp($2), revoked_reason = $3 WHERE ${where} AND revoked_at IS NULL RETURNING id`,
    [value, nowSeconds, reason],
  );
  return row?.id ?? null;
}
