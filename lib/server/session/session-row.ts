// Rows of the session registry, and the statements on one of them. All run inside the trader's own transaction, so row security holds.
import "server-only";
import type { ReadOnlyReason } from "@/lib/contracts/holds";
import type { Factor } from "@/lib/identity/factor";
import { VIEW_ONLY_IDLE_SECONDS } from "@/lib/policy/account-policy";
import type { Transaction } from "@/lib/server/postgres/database";

/** One session. Seconds since the Unix epoch. */
export interface SessionRow {
  readonly id: string;
  readonly originJti: string;
  readonly sub: string;
  readonly email: string;
  readonly username: string;
  readonly factors: readonly Factor[];
  readonly authTimeSeconds: number;
  readonly createdAtSeconds: number;
  readonly lastSeenAtSeconds: number;
  readonly isRevoked: boolean;
  readonly device: string;
  readonly network: string;
  /** Platform and language of its client; null when they were not kept. */
  readonly clientTraits: string | null;
  readonly ownNetworks: readonly string[];
  /** Null for a session that may act. It is written once, at the opening. */
  readonly readOnlyReason: ReadOnlyReason | null;
  /** A shorter idle limit than everybody's, in seconds; null for none. */
  readonly idleSecondsMax: number | null;
}

interface Raw {
  readonly id: string;
  readonly origin_jti: string;
  readonly sub: string;
  readonly email: string;
  readonly username: string;
  readonly factors: readonly Factor[];
  readonly auth_time: Date;
  readonly created_at: Date;
  readonly last_seen_at: Date;
  readonly revoked_at: Date | null;
  readonly device: string;
  readonly network: string;
  readonly client_traits: string | null;
  readonly own_networks: readonly string[];
  readonly read_only_reason: ReadOnlyReason | null;
}

const COLUMNS =
  "id, origin_jti, sub, email, username, factors, auth_time, created_at, last_seen_at, revoked_at, device, network, client_traits, own_networks, read_only_reason";
const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1_000);

const shape = (raw: Raw): SessionRow => ({
  id: raw.id,
  originJti: raw.origin_jti,
  sub: raw.sub,
  email: raw.email,
  username: raw.username,
  factors: raw.factors,
  authTimeSeconds: secondsOf(raw.auth_time),
  createdAtSeconds: secondsOf(raw.created_at),
  lastSeenAtSeconds: secondsOf(raw.last_seen_at),
  isRevoked: raw.revoked_at !== null,
  device: raw.device,
  network: raw.network,
  clientTraits: raw.client_traits,
  ownNetworks: raw.own_networks,
  readOnlyReason: raw.read_only_reason,
  idleSecondsMax: raw.read_only_reason === "view_only" ? VIEW_ONLY_IDLE_SECONDS : null,
});

/** The session of a sign-in, or null when there is none of this trader's. */
export async function findSessionBySignIn(tx: Transaction, originJti: string): Promise<SessionRow | null> {
  const [raw] = await tx.query<Raw>(`SELECT ${COLUMNS} FROM holdfast.sessions WHERE origin_jti = $1`, [originJti]);
  return raw ? shape(raw) : null;
}

/** The session with this id, or null when there is none of this trader's. */
export async function findSessionById(tx: Transaction, id: string): Promise<SessionRow | null> {
  const [raw] = await tx.query<Raw>(`SELECT ${COLUMNS} FROM holdfast.sessions WHERE id = $1`, [id]);
  return raw ? shape(raw) : null;
}

/** The trader's sessions that nobody has ended, newest first, at most 100. Limits of age are the caller's to judge. */
export async function listUnrevokedSessions(tx: Transaction): Promise<SessionRow[]> {
  const rows = await tx.query<Raw>(
    `SELECT ${COLUMNS} FROM holdfast.sessions WHERE revoked_at IS NULL ORDER BY created_at DESC, id LIMIT 100`,
  );
  return rows.map(shape);
}

/** Writes a new session. `lastSeenAt` is its creation. */
export async function insertSession(
  tx: Transaction,
  row: Omit<SessionRow, "isRevoked" | "lastSeenAtSeconds" | "ownNetworks" | "idleSecondsMax">,
): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.sessions (id, origin_jti, sub, email, username, factors, auth_time, created_at, last_seen_at, device, network, client_traits, read_only_reason)
     VALUES ($1, $2, $3, $4, $5, $6, to_timestamp($7), to_timestamp($8), to_timestamp($8), $9, $10, $11, $12)`,
    [
      row.id,
      row.originJti,
      row.sub,
      row.email,
      row.username,
      row.factors,
      row.authTimeSeconds,
      row.createdAtSeconds,
      row.device,
      row.network,
      row.clientTraits,
      row.readOnlyReason,
    ],
  );
}

/** Notes that the trader acted. It never moves a session back in time and never touches a revoked one. */
export async function touchSession(tx: Transaction, id: string, nowSeconds: number): Promise<void> {
  await tx.query(
    "UPDATE holdfast.sessions SET last_seen_at = to_timestamp($2) WHERE id = $1 AND revoked_at IS NULL AND last_seen_at < to_timestamp($2)",
    [id, nowSeconds],
  );
}
