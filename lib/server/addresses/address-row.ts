// Rows of the allowlist, and the statements on one of them. All run inside the trader's own transaction, so row security holds.
import "server-only";
import { isUuid } from "@/lib/ground/is-uuid";
import type { Transaction } from "@/lib/server/postgres/database";
import { type AddressTerms, type AddressTermsRow, termsOfAddressRow } from "@/lib/withdrawals/address-terms";

/** One entry. Seconds since the Unix epoch; null until it is approved. */
export interface AddressRow {
  readonly id: string;
  readonly networkLabel: string;
  /** Made anew from the columns, every time. */
  readonly terms: AddressTerms;
  readonly expiresAtSeconds: number;
  readonly usableAtSeconds: number | null;
}

interface Raw extends AddressTermsRow {
  readonly network_label: string;
  readonly usable_at: Date | null;
}

const SELECT = `
  SELECT a.id, a.trader, a.network, a.chain_id, a.address, a.label, a.created_at, a.expires_at, a.usable_at, n.label AS network_label
    FROM holdfast.addresses a JOIN holdfast.networks n ON n.id = a.network
   WHERE a.removed_at IS NULL`;

const shape = (raw: Raw): AddressRow => ({
  id: raw.id,
  networkLabel: raw.network_label,
  terms: termsOfAddressRow(raw),
  expiresAtSeconds: raw.expires_at.getTime() / 1_000,
  usableAtSeconds: raw.usable_at && raw.usable_at.getTime() / 1_000,
});

/** The trader's entry with this id, or null when it is unknown, removed or a text that is no id. `lock` keeps it until the end. */
export async function findAddress(tx: Transaction, id: string, lock: "lock" | "read"): Promise<AddressRow | null> {
  if (!isUuid(id)) return null;
  const [raw] = await tx.query<Raw>(`${SELECT} AND a.id = $1${lock === "lock" ? " FOR UPDATE OF a" : ""}`, [id]);
  return raw ? shape(raw) : null;
}

/** The trader's entries that are approved or were not over at `sinceSeconds`, newest first. */
export async function findAddresses(tx: Transaction, sinceSeconds: number): Promise<readonly AddressRow[]> {
  const rows = await tx.query<Raw>(
    `${SELECT} AND (a.confirmed_at IS NOT NULL OR a.expires_at > to_timestamp($1)) ORDER BY a.created_at DESC, a.id DESC`,
    [sinceSeconds],
  );
  return rows.map(shape);
}

/** Writes an entry that nobody has approved yet. */
export async function insertAddress(tx: Transaction, terms: AddressTerms, termsHash: string): Promise<void> {
  await tx.query(
    `INSERT INTO holdfast.addresses (id, trader, network, chain_id, address, label, created_at, expires_at, terms_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[terms.addressId, terms.trader, terms.network, terms.chainId, terms.address, terms.label],
      ...[terms.createdAt, terms.expiresAt, termsHash],
    ],
  );
}

/** Whether the trader's list has this address on this network already, in whatever case it is written. */
export async function isListed(tx: Transaction, network: string, address: string): Promise<boolean> {
  const known = await tx.query(
    `SELECT FROM holdfast.addresses
      WHERE trader = holdfast.current_sub() AND network = $1 AND lower(address) = lower($2) AND removed_at IS NULL AND confirmed_at IS NOT NULL`,
    [network, address],
  );
  return known.length > 0;
}
