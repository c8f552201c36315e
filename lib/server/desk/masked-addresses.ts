// The present address of accounts, as far as the desk may see it.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";

/** A mask for each of these traders that has an address now. */
export async function maskedAddresses(tx: Transaction, subs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ sub: string; masked: string }>(
    `SELECT DISTINCT ON (sub) sub, email_masked AS masked FROM holdfast.known_addresses
      WHERE sub = ANY ($1) AND replaced_at IS NULL ORDER BY sub, known_since DESC`,
    [[...new Set(subs)]],
  );
  return new Map(rows.map(({ sub, masked }) => [sub, masked]));
}
