// What was typed behind the command. Writing takes a word of its own; everything else is a dry run.
import { accept, refuse, type Result } from "@/lib/ground/result";

/** "pool" makes the accounts now; "trigger" notes them, and the pool's trigger makes each when its owner first comes. */
export type Way = "pool" | "trigger";

export interface MigrationArguments {
  readonly file: string;
  readonly isApplied: boolean;
  readonly way: Way;
  /** Where the rows with a problem are listed, or null. */
  readonly problemsFile: string | null;
}

export const USAGE =
  "Usage: npm run migrate-users -- import FILE.csv|FILE.ndjson [--dry-run | --apply] [--way pool|trigger] [--problems FILE.ndjson]";

/** Reads them, or answers one sentence. `--dry-run` and `--apply` together are refused: nobody should have to guess which one counts. */
export function parseMigrationArguments(typed: readonly string[]): Result<MigrationArguments, string> {
  const [verb, file, ...rest] = typed;
  if (verb !== "import" || file === undefined || file.startsWith("--")) return refuse(USAGE);
  if (!/\.(csv|ndjson|jsonl)$/.test(file)) return refuse("The file must be named .csv, .ndjson or .jsonl.");
  const flags = new Set<string>();
  let way: Way = "pool";
  let problemsFile: string | null = null;
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? "";
    const value = rest[at + 1];
    if (word === "--dry-run" || word === "--apply") flags.add(word);
    else if (word === "--way" && (value === "pool" || value === "trigger")) [way, at] = [value, at + 1];
    else if (word === "--problems" && value !== undefined && !value.startsWith("--")) [problemsFile, at] = [value, at + 1];
    else return refuse(USAGE);
  }
  if (flags.size === 2) return refuse("Say --dry-run or --apply, not both.");
  return accept({ file, isApplied: flags.has("--apply"), way, problemsFile });
}
