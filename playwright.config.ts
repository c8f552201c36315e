// One run: the attack suites over raw HTTP, then the journeys in Chromium, and last what moves the clock. One at a time:
// they share one pool, one ledger and one clock. The global setup starts the stack and its end leaves no process.
import { defineConfig, devices } from "@playwright/test";
import { findInstalledChromium } from "./scripts/find-chromium";

const executablePath = findInstalledChromium();
const isRoot = process.getuid?.() === 0;
const MOVES_THE_CLOCK = ["**/time-limits.spec.ts", "e2e/time/**/*.spec.ts"];

// The browser goes by its own name: one that is put over it is not sent with every request, and a session whose client changes is ended.
const { userAgent: _borrowed, ...desktop } = devices["Desktop Chrome"];

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/global-setup.ts",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // A limit on hanging, not on speed: some suites send ten thousand requests, and the machine may be busy with other things.
  timeout: 180_000,
  expect: { timeout: 10_000 },
  use: {
    ...desktop,
    trace: "retain-on-failure",
    launchOptions: { ...(executablePath === null ? {} : { executablePath }), args: isRoot ? ["--no-sandbox"] : [] },
  },
  projects: [
    { name: "attacks", testMatch: ["e2e/support/**/*.spec.ts", "e2e/attacks/**/*.spec.ts"], testIgnore: MOVES_THE_CLOCK },
    { name: "journeys", testMatch: "e2e/journeys/**/*.spec.ts", testIgnore: MOVES_THE_CLOCK },
    { name: "time", testMatch: MOVES_THE_CLOCK },
  ],
});
