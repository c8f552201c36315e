// What the two runners reported, by test file. A file that was asked for and is in no report has failed: silence is no proof.
import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import * as z from "zod";
import type { Count } from "../house/step";

export type FileCounts = ReadonlyMap<string, Count>;

const vitestReport = z.object({
  testResults: z.array(z.object({ name: z.string(), status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

interface Suite {
  readonly file?: string | undefined;
  readonly specs?:
    readonly { readonly file: string; readonly ok: boolean; readonly tests: readonly { readonly status: string }[] }[] | undefined;
  readonly suites?: readonly Suite[] | undefined;
}
const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    file: z.string().optional(),
    specs: z.array(z.object({ file: z.string(), ok: z.boolean(), tests: z.array(z.object({ status: z.string() })) })).optional(),
    suites: z.array(suite).optional(),
  }),
);
const playwrightReport = z.object({ suites: z.array(suite) });

const parsed = <Shape>(schema: z.ZodType<Shape>, path: string): Shape | null =>
  existsSync(path) ? schema.parse(JSON.parse(readFileSync(path, "utf8"))) : null;

/** Counts by file of a JSON report of vitest; `root` is what its paths begin with. Whatever did not pass has failed, skipped ones too. */
export function vitestCounts(path: string, root = process.cwd()): FileCounts {
  const files = parsed(vitestReport, path)?.testResults ?? [];
  return new Map(
    files.map(({ name, status, assertionResults }) => {
      const passed = assertionResults.filter((one) => one.status === "passed").length;
      const unloaded = status === "failed" && assertionResults.length === 0 ? 1 : 0;
      return [relative(root, name), { passed, failed: assertionResults.length - passed + unloaded }];
    }),
  );
}

/** Counts by file of a JSON report of Playwright, whose paths begin below e2e/. Only what passed at the first try has passed. */
export function playwrightCounts(path: string): FileCounts {
  const specsOf = (one: Suite): NonNullable<Suite["specs"]> => [...(one.specs ?? []), ...(one.suites ?? []).flatMap(specsOf)];
  const counts = new Map<string, Count>();
  for (const spec of (parsed(playwrightReport, path)?.suites ?? []).flatMap(specsOf)) {
    const file = `e2e/${spec.file}`;
    const { passed, failed } = counts.get(file) ?? { passed: 0, failed: 0 };
    const hasPassed = spec.tests.every((test) => test.status === "expected");
    counts.set(file, hasPassed ? { passed: passed + 1, failed } : { passed, failed: failed + 1 });
  }
  return counts;
}

/** The counts of exactly `files`: one that is in no report is one failure. */
export const countsOf = (files: readonly string[], counts: FileCounts): FileCounts =>
  new Map(files.map((file) => [file, counts.get(file) ?? { passed: 0, failed: 1 }]));
