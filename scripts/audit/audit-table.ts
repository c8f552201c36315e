// What an audit of docs/asvs.csv says: one line per chapter, then what the lines add up to.
import { type AsvsRow, type AsvsStatus, chapterOf } from "../house/asvs-rows";
import type { Count } from "../house/step";
import type { FileCounts } from "./file-counts";

const STATUSES: readonly AsvsStatus[] = ["met", "partly", "deviation", "deployment"];

export interface AuditLine extends Count {
  readonly name: string;
  readonly statuses: Readonly<Record<AsvsStatus, number>>;
  /** Test files that the rows name and that were not run. */
  readonly left: number;
}

/** The distinct test files that `rows` name, sorted. */
export const filesOf = (rows: readonly AsvsRow[]): readonly string[] =>
  [...new Set(rows.flatMap(({ tests }) => tests.map(({ file }) => file)))].sort();

function lineOf(name: string, rows: readonly AsvsRow[], counts: FileCounts): AuditLine {
  const files = filesOf(rows);
  const run = files.flatMap((file) => counts.get(file) ?? []);
  const statuses = Object.fromEntries(STATUSES.map((status) => [status, rows.filter((row) => row.status === status).length]));
  return {
    name,
    statuses: statuses as Record<AsvsStatus, number>,
    passed: run.reduce((sum, { passed }) => sum + passed, 0),
    failed: run.reduce((sum, { failed }) => sum + failed, 0),
    left: files.length - run.length,
  };
}

/** One line per chapter and a last one for all. A file that several chapters name counts in each, and once in the last line. */
export function auditLines(rows: readonly AsvsRow[], counts: FileCounts): readonly AuditLine[] {
  const chapters = [...new Set(rows.map(chapterOf))];
  return [
    ...chapters.map((chapter) =>
      lineOf(
        chapter,
        rows.filter((row) => chapterOf(row) === chapter),
        counts,
      ),
    ),
    lineOf("all", rows, counts),
  ];
}

/** The lines as people read them. */
export function auditTable(lines: readonly AuditLine[]): string {
  const heads = ["chapter", ...STATUSES, "passed", "failed", "not run"];
  const cells = lines.map(({ name, statuses, passed, failed, left }) => [
    name,
    ...STATUSES.map((status) => String(statuses[status])),
    ...[passed, failed, left].map(String),
  ]);
  return [heads, ...cells].map((row) => row.map((cell, at) => (at === 0 ? cell.padEnd(8) : cell.padStart(11))).join("")).join("\n");
}
