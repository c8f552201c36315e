// What a run came to, in numbers. The rows that need a person are listed beside it, one line each.
import { ROW_PROBLEMS, type RowProblem } from "./row-problem";

/** What became of a row without a problem. */
export type RowOutcome = "created" | "unchanged";

/** Where old passwords stand: by the kind of their hash. */
export type HashKind = "argon2" | "bcrypt" | "other" | "none";

/** The numbers of one run. */
export interface MigrationReport {
  readonly rows: number;
  readonly outcomes: Readonly<Record<RowOutcome, number>>;
  readonly problems: Readonly<Partial<Record<RowProblem, number>>>;
  readonly hashes: Readonly<Record<HashKind, number>>;
}

export const EMPTY_REPORT: MigrationReport = {
  rows: 0,
  outcomes: { created: 0, unchanged: 0 },
  problems: {},
  hashes: { argon2: 0, bcrypt: 0, other: 0, none: 0 },
};

/** The report with one more row. `hash` is null for a row with a problem: nobody will sign in with it. */
export function withRow(
  report: MigrationReport,
  came: RowOutcome | { readonly problem: RowProblem },
  hash: HashKind | null,
): MigrationReport {
  const { outcomes, problems, hashes } = report;
  return {
    rows: report.rows + 1,
    outcomes: typeof came === "string" ? { ...outcomes, [came]: outcomes[came] + 1 } : outcomes,
    problems: typeof came === "string" ? problems : { ...problems, [came.problem]: (problems[came.problem] ?? 0) + 1 },
    hashes: hash === null ? hashes : { ...hashes, [hash]: hashes[hash] + 1 },
  };
}

const number = (value: number): string => value.toLocaleString("en-US");

/** The report as a page of text; `isApplied` says whether anything was written. Ends with a line feed. */
export function reportText({ rows, outcomes, problems, hashes }: MigrationReport, isApplied: boolean): string {
  const problemLines = Object.entries(ROW_PROBLEMS).flatMap(([problem, sentence]) => {
    const count = problems[problem as RowProblem] ?? 0;
    return count === 0 ? [] : [`  ${number(count).padStart(9)}  ${problem}: ${sentence}`];
  });
  const skipped = Object.values(problems).reduce((sum, count) => sum + count, 0);
  return [
    isApplied ? "Imported." : "Dry run: nothing was written. Add --apply to import.",
    `  ${number(rows).padStart(9)}  rows`,
    `  ${number(outcomes.created).padStart(9)}  ${isApplied ? "created" : "would be created"}`,
    `  ${number(outcomes.unchanged).padStart(9)}  unchanged: an earlier run imported them`,
    `  ${number(skipped).padStart(9)}  not imported${skipped === 0 ? "" : ":"}`,
    ...problemLines,
    `Hashes of what is or would be imported: ${number(hashes.argon2)} argon2, ${number(hashes.bcrypt)} bcrypt, ${number(hashes.other)} of another kind, ${number(hashes.none)} without.`,
    "",
  ].join("\n");
}
