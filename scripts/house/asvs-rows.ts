// docs/asvs.csv as data: which requirement of OWASP ASVS 5.0 is held by which test, or why it is not.
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";

const STATUSES = ["met", "partly", "deviation", "deployment"] as const;
export type AsvsStatus = (typeof STATUSES)[number];

/** A test that a row names: its file, and a title of it where one test and not the file holds the row. */
export interface NamedTest {
  readonly file: string;
  readonly title: string | null;
}

export interface AsvsRow {
  readonly id: string;
  readonly level: string;
  readonly requirement: string;
  /** Whether a machine can decide it: full, partial or no. */
  readonly automatable: string;
  readonly status: AsvsStatus;
  readonly tests: readonly NamedTest[];
  readonly reason: string;
}

const statusOf = (text: string): AsvsStatus => {
  const status = STATUSES.find((known) => known === text);
  if (status === undefined) throw new Error(`docs/asvs.csv: no status is called "${text}"`);
  return status;
};

const testsOf = (cell: string): readonly NamedTest[] =>
  cell === "" ? [] : cell.split(" | ").map((named) => ({ file: named.split(" › ")[0] ?? "", title: named.split(" › ")[1] ?? null }));

/** The rows of docs/asvs.csv in their order. Throws for a row with another number of columns or an unknown status. */
export function asvsRows(path = "docs/asvs.csv"): readonly AsvsRow[] {
  const [head, ...lines]: string[][] = parse(readFileSync(path, "utf8"));
  if (head?.join(",") !== "id,level,requirement,automatable,status,test,reason") throw new Error(`${path}: another head`);
  return lines.map(([id = "", level = "", requirement = "", automatable = "", status = "", test = "", reason = ""]) => ({
    ...{ id, level, requirement, automatable, reason },
    status: statusOf(status),
    tests: testsOf(test),
  }));
}

/** The chapter of a requirement: V9 of V9.1.2. */
export const chapterOf = (row: AsvsRow): string => row.id.split(".")[0] ?? row.id;
