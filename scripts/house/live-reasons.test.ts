import { expect, it } from "vitest";
import { LIVE_REASONS } from "@/e2e/live/live-reasons";
import { sourceFiles } from "./source-files";

it("every suite is walked at a live pool or says why not, and no row is of a suite that is gone", () => {
  const suites = sourceFiles()
    .filter((file) => file.startsWith("e2e/") && file.endsWith(".spec.ts") && !file.startsWith("e2e/live/"))
    .map((file) => file.slice("e2e/".length, -".spec.ts".length));
  expect(suites.length).toBeGreaterThan(40);
  expect(Object.keys(LIVE_REASONS).toSorted()).toEqual(suites.toSorted());
});
