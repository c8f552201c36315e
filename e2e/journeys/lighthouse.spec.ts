// Lighthouse's mobile form on the production build. What it counts is asserted; what it times is printed, because a busy machine is slow.
import { chromium } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "../support/journey";
import { demoPerson, signInAtScreen } from "../support/person-at-screen";
import { runLighthouse } from "../support/run-lighthouse";

const PORT = 9_478;
const PAGES = ["/portfolio", "/markets", "/trades", "/wallets", "/signals"];
const LAYOUT_SHIFT_MAX = 0.05;

test("the dashboard has full marks for accessibility and good practice, and nothing jumps", async ({ journey }, testInfo) => {
  test.setTimeout(600_000);
  const { harness } = journey;
  const folder = mkdtempSync(path.join(tmpdir(), "holdfast-lighthouse-"));
  const { launchOptions } = testInfo.project.use;
  // Lighthouse opens a tab of its own in the browser's first context, so the session must be there and not in one beside it.
  const context = await chromium.launchPersistentContext(folder, {
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), `--remote-debugging-port=${String(PORT)}`],
    baseURL: harness.facts.origin,
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await signInAtScreen(page, harness, await demoPerson(harness));
    for (const path of PAGES) {
      const { performance, accessibility, bestPractices, layoutShift, faults } = await runLighthouse(
        `${harness.facts.origin}${path}`,
        PORT,
      );
      console.log(`Lighthouse ${path}: performance ${String(performance)} (aim 90), layout shift ${layoutShift.toFixed(3)}`);
      expect({ accessibility, bestPractices, faults }, path).toEqual({ accessibility: 100, bestPractices: 100, faults: [] });
      expect(layoutShift, path).toBeLessThanOrEqual(LAYOUT_SHIFT_MAX);
    }
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
