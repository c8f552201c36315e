// A run of the import over a whole file: in batches, eight rows at once, with a line of progress and the rows that need a person.
import { hashKindOf } from "@/infra/triggers/legacy-password";
import { maskEmail } from "@/lib/identity/email-address";
import { readLegacyRow } from "@/lib/migration/legacy-row";
import { EMPTY_REPORT, withRow, type HashKind, type MigrationReport } from "@/lib/migration/migration-report";
import { ROW_PROBLEMS } from "@/lib/migration/row-problem";
import { importRow, type ImportedRow, type ImportGround } from "./import-row";
import { readRows, type RawRow } from "./read-rows";

const BATCH = 50;
const AT_ONCE = 8;

/** What a run tells while it goes on. */
export interface RunListener {
  /** After each batch: the numbers so far. */
  progress(report: MigrationReport, rows: number): void;
  /** A row with a problem, as an object without anything secret. */
  problem(row: object): void;
}

async function* batchesOf(file: string): AsyncGenerator<readonly RawRow[]> {
  let batch: RawRow[] = [];
  for await (const row of readRows(file)) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Runs `work` over the items, some at once, and answers in their order. The first failure ends it when those at work are done. */
async function inParallel<Item, Answer>(items: readonly Item[], work: (item: Item) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  let hasFailed = false;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < items.length && !hasFailed; at = next++) {
      try {
        answers[at] = await work(items[at] as Item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: AT_ONCE }, lane));
  for (const lane of lanes) if (lane.status === "rejected") throw lane.reason;
  return answers;
}

function hashOf({ came, row }: ImportedRow): HashKind | null {
  if (typeof came !== "string" || row === null) return null;
  return row.passwordHash === null ? "none" : (hashKindOf(row.passwordHash) ?? "other");
}

function describeProblem({ line, row, came }: ImportedRow): object | null {
  if (typeof came === "string") return null;
  const named = row === null ? {} : { legacyId: row.legacyId, email: maskEmail(row.email) };
  return { line, ...named, problem: came.problem, meaning: ROW_PROBLEMS[came.problem] };
}

/** Imports every row of the file. Throws what the pool or the database throws once repeating does not help; a later run goes on from there. */
export async function runImport(file: string, ground: ImportGround, listener: RunListener): Promise<MigrationReport> {
  let report = EMPTY_REPORT;
  for await (const batch of batchesOf(file)) {
    const read = batch.flatMap(({ fields }) => {
      const row = readLegacyRow(fields);
      return row.ok ? [row.value] : [];
    });
    const known = await ground.journal.find(
      read.map(({ legacyId }) => legacyId),
      read.map(({ email }) => email),
    );
    for (const imported of await inParallel(batch, (row) => importRow(row, known, ground))) {
      report = withRow(report, imported.came, hashOf(imported));
      const problem = describeProblem(imported);
      if (problem !== null) listener.problem(problem);
    }
    listener.progress(report, ground.twins.rows);
  }
  return report;
}
