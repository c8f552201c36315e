// Which program runs a test file: told by its place and name, as vitest.config.mts and playwright.config.ts tell them apart.
import { existsSync } from "node:fs";

/** A project of vitest, or the browser's runner. */
export type TestKind = "unit" | "integration" | "system" | "built" | "browser";

/** What runs `file`, or null when it is no test or not there. */
export function testKind(file: string): TestKind | null {
  if (!existsSync(file)) return null;
  if (/^e2e\/.*\.spec\.ts$/.test(file)) return "browser";
  const named = /\.(integration|system|built)\.test\.ts$/.exec(file)?.[1] as "integration" | "system" | "built" | undefined;
  return named ?? (/\.test\.tsx?$/.test(file) ? "unit" : null);
}
