// Rows of the keys, and the statements on one of them. All run inside the trader's own transaction, so row security holds.
import "server-only";
import { termsHash } from "@/lib/approval/terms-hash";
import { API_SCOPES, type ApiScope } from "@/lib/contracts/api-key-scopes";
import type { ApiKeyDto, ApiKeyState, ApiKeyTerms } from "@/lib/contracts/api-keys";
import { isUuid } from "@/lib/ground/is-uuid";
import type { Transaction } from "@/lib/server/postgres/database";
import { timeText } from "@/lib/server/postgres/time-text";

/** One key that is not revoked. Seconds since the Unix epoch. */
export interface KeyRow {
  readonly id: string;
  readonly scopes: readonly ApiScope[];
  readonly isMade: boolean;
  readonly draftEndsAtSeconds: number;
  readonly expiresAtSeconds: number;
  readonly lastUsedAtSeconds: number | null;
  /** Made anew from the columns, every time. */
  readonly terms: ApiKeyTerms;
}

interface Raw {
  readonly id: string;
  readonly trader: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly created_at: Date;
  readonly draft_ends_at: Date;
  readonly expires_at: Date;
  readonly made_at: Date | null;
  readonly last_used_at: Date | null;
}

const COLUMNS = "id, trader, name, scopes, created_at, draft_ends_at, expires_at, made_at, last_used_at";
const secondsOf = (at: Date): number => at.getTime() / 1_000;

const shape = (raw: Raw): KeyRow => ({
  ...{ id: raw.id, scopes: raw.scopes, isMade: raw.made_at !== null },
  ...{ draftEndsAtSeconds: secondsOf(raw.draft_ends_at), expiresAtSeconds: secondsOf(raw.expires_at) },
  lastUsedAtSeconds: raw.last_used_at === null ? null : secondsOf(raw.last_used_at),
  terms: {
    ...{ version: 1, act: "api_key", keyId: raw.id, trader: raw.trader, name: raw.name, scopes: inOrder(raw.scopes).join(",") },
    validUntil: timeText(secondsOf(raw.expires_at)),
    ...{ createdAt: timeText(secondsOf(raw.created_at)), expiresAt: timeText(secondsOf(raw.draft_ends_at)) },
  },
});

const inOrder = (scopes: readonly ApiScope[]): readonly ApiScope[] => API_SCOPES.filter((scope) => scopes.includes(scope));

/** The trader's key with this id, or null when it is unknown, revoked or a text that is no id. `lock` keeps it until the end. */
export async function findKey(tx: Transaction, id: string, lock: "lock" | "read"): Promise<KeyRow | null> {
  if (!isUuid(id)) return null;
  const [raw] = await tx.query<Raw>(
    `SELECT ${COLUMNS} FROM holdfast.api_keys WHERE id = $1 AND revoked_at IS NULL${lock === "lock" ? " FOR UPDATE" : ""}`,
    [id],
  );
  return raw ? shape(raw) : null;
}

/** The trader's keys that are made or could still be approved, newest first. */
export async function findKeys(tx: Transaction, nowSeconds: number): Promise<readonly KeyRow[]> {
  const rows = await tx.query<Raw>(
    `SELECT ${COLUMNS} FROM holdfast.api_keys
      WHERE revoked_at IS NULL AND (made_at IS NOT NULL OR draft_ends_at > to_timestamp($1)) ORDER BY created_at DESC, id DESC`,
    [nowSeconds],
  );
  return rows.map(shape);
}

/** Where a key stands at `nowSeconds`; a limit is reached at its second. */
export function keyStateAt(row: KeyRow, nowSeconds: number): ApiKeyState {
  if (!row.isMade) return nowSeconds < row.draftEndsAtSeconds ? "awaiting_approval" : "expired";
  return nowSeconds < row.expiresAtSeconds ? "active" : "expired";
}

/** The key as its trader sees it. */
export const keyDto = (row: KeyRow, nowSeconds: number): ApiKeyDto => ({
  ...{ id: row.id, name: row.terms.name, scopes: inOrder(row.scopes), state: keyStateAt(row, nowSeconds), createdAt: row.terms.createdAt },
  ...{ expiresAt: row.terms.validUntil, lastUsedAt: row.lastUsedAtSeconds === null ? null : timeText(row.lastUsedAtSeconds) },
  ...{ terms: row.terms, termsHash: termsHash(row.terms) },
});
