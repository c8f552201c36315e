// The live journeys: `E2E_POOL=live npx playwright test -c e2e/live/playwright.config.ts`. They write to the pool that the settings name.
import { defineConfig } from "@playwright/test";
import base from "../../playwright.config";

export default defineConfig({
  ...base,
  testDir: ".",
  globalSetup: "./live-setup.ts",
  projects: [{ name: "live", testMatch: "live.spec.ts" }],
  // A code that is used up is waited out, and mail takes its time.
  timeout: 600_000,
});
