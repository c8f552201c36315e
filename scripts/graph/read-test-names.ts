// The tests that exist, by file and title, read from their sources: a test that was deleted or renamed is missing here at once.
import { readFileSync } from "node:fs";

// `test("…"`, `it("…"`, and the call after an `.each(…)`, whose title stands behind a closing bracket. A skipped test is none.
const TITLE = /(?:\b(?:test|it)\(|\]\)\(|\)\s*\(|\b(?:test|it)\.each[^\n]*\)\()\s*(["`])((?:\\.|(?!\1)[^\\])*)\1/g;

/** Every test of these files as `file › title`; a title with a placeholder stands as it is written. */
export function readTestNames(files: readonly string[]): ReadonlySet<string> {
  const titles = (file: string): string[] =>
    [...readFileSync(file, "utf8").matchAll(TITLE)].map((match) => `${file} › ${(match[2] ?? "").replaceAll(String.raw`\"`, '"')}`);
  return new Set(files.flatMap(titles));
}
