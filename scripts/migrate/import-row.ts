// What becomes of one row: judged, and where writing was asked for, done. Doing it again does nothing, from wherever it was cut off.
import { judgeRow } from "@/lib/migration/judge-row";
import { readLegacyRow, type LegacyRow } from "@/lib/migration/legacy-row";
import type { RowOutcome } from "@/lib/migration/migration-report";
import type { RowProblem } from "@/lib/migration/row-problem";
import type { Twins } from "./count-twins";
import type { ImportJournal, JournalEntry } from "./import-journal";
import type { Way } from "./migration-arguments";
import type { RawRow } from "./read-rows";
import type { UserDirectory } from "./user-directory";

/** What a run shares among its rows. */
export interface ImportGround {
  readonly directory: UserDirectory;
  readonly journal: ImportJournal;
  readonly twins: Twins;
  /** Proven addresses of the pool as the run began. */
  readonly owners: ReadonlyMap<string, string>;
  readonly isApplied: boolean;
  readonly way: Way;
  usernameOf(legacyId: string): string;
  nowSeconds(): number;
}

/** A row with what became of it. `row` is null where it could not be read. */
export interface ImportedRow {
  readonly line: number;
  readonly row: LegacyRow | null;
  readonly came: RowOutcome | { readonly problem: RowProblem };
}

/** The `sub` of the pool's account of the name, made now or found; finished in any case. Null when somebody took the address since the run began. */
async function placeInPool(directory: UserDirectory, username: string, email: string): Promise<string | null> {
  const made = await directory.create({ username, email });
  if (made === "email_taken") return null;
  const user = made === "exists" ? await directory.find(username) : made;
  // Only an account that never had a password gets one: the password that its owner chose meanwhile is never touched.
  if (user.isUnfinished) await directory.finish(username);
  return user.sub;
}

async function apply(row: LegacyRow, ground: ImportGround): Promise<ImportedRow["came"]> {
  const { directory, journal, way } = ground;
  const username = ground.usernameOf(row.legacyId);
  const entry = { legacyId: row.legacyId, email: row.email, username, createdAtSeconds: row.createdAtSeconds };
  if (way === "trigger") {
    await journal.write({ ...entry, sub: null }, ground.nowSeconds());
    return "created";
  }
  const sub = await placeInPool(directory, username, row.email);
  if (sub === null) return { problem: "email_taken" };
  await journal.write({ ...entry, sub }, ground.nowSeconds());
  return "created";
}

/** Imports one row; `known` are the journal's entries of its legacy id and its address. */
export async function importRow({ line, fields }: RawRow, known: readonly JournalEntry[], ground: ImportGround): Promise<ImportedRow> {
  const read = readLegacyRow(fields);
  if (!read.ok) return { line, row: null, came: { problem: read.refusal } };
  const row = read.value;
  const own = known.find(({ legacyId }) => legacyId === row.legacyId) ?? null;
  const judged = judgeRow(row, {
    legacyIdTimes: ground.twins.legacyIdTimes(row.legacyId),
    emailTimes: ground.twins.emailTimes(row.email),
    username: ground.usernameOf(row.legacyId),
    poolUsername: ground.owners.get(row.email) ?? null,
    importedLegacyId: known.find(({ email }) => email === row.email)?.legacyId ?? null,
    importedEmail: own?.email ?? null,
  });
  if (!judged.ok) return { line, row, came: { problem: judged.refusal } };
  // A row that was noted for the trigger is made now when the way has changed to the pool.
  const isDone = own !== null && (own.sub !== null || ground.way === "trigger");
  if (isDone) return { line, row, came: "unchanged" };
  return { line, row, came: ground.isApplied ? await apply(row, ground) : "created" };
}
