// What earlier runs have imported. A row is written after the pool has the account, so a run that was killed in between finds the account again by its name.
import type { Database } from "@/lib/server/postgres/database";

/** One imported account. `sub` is null for one that moves at its first sign-in. */
export interface JournalEntry {
  readonly legacyId: string;
  readonly email: string;
  readonly sub: string | null;
}

/** A new entry. */
export interface NewEntry extends JournalEntry {
  readonly username: string;
  readonly createdAtSeconds: number | null;
}

export interface ImportJournal {
  /** Entries of these legacy ids, and of these addresses whoever has them. */
  find(legacyIds: readonly string[], emails: readonly string[]): Promise<readonly JournalEntry[]>;
  /** Writes an entry, or notes the `sub` of one that has none. */
  write(entry: NewEntry, nowSeconds: number): Promise<void>;
}

/** The journal in the product's database. */
export function openImportJournal(database: Database): ImportJournal {
  return {
    find: (legacyIds, emails) =>
      database.asService((tx) =>
        tx.query<JournalEntry>(
          `SELECT legacy_id AS "legacyId", email, sub FROM holdfast.legacy_accounts WHERE legacy_id = ANY($1) OR email = ANY($2) ORDER BY legacy_id`,
          [legacyIds, emails],
        ),
      ),
    write: async ({ legacyId, email, username, sub, createdAtSeconds }, nowSeconds) => {
      await database.asService(async (tx) => {
        await tx.query(
          `INSERT INTO holdfast.legacy_accounts AS old (legacy_id, email, username, sub, legacy_created_at, imported_at)
           VALUES ($1, $2, $3, $4, to_timestamp($5::float8), to_timestamp($6))
           ON CONFLICT (legacy_id) DO UPDATE SET sub = excluded.sub WHERE old.sub IS NULL AND excluded.sub IS NOT NULL`,
          [legacyId, email, username, sub, createdAtSeconds, nowSeconds],
        );
      });
    },
  };
}
