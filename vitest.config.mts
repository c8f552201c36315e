import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^server-only$/, replacement: `${root}lib/testing/server-only.ts` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Pure code keeps nothing between two tests, so files may share their modules: the run spends a third less on loading them again.
          isolate: false,
          // A limit on hanging, not on speed: the machine may be busy with other things.
          testTimeout: 30_000,
          include: ["{lib,app,components,infra,testpool,scripts,worker}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.{integration,system,built}.test.ts", "**/node_modules/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["{lib,app,testpool,scripts,worker}/**/*.integration.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: ["lib/testing/postgres-global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Whole processes are started, killed and starved here, and clients of others drive them; `npm test` runs them, the quick check does not.
        extends: true,
        test: {
          name: "system",
          include: ["{lib,testpool,scripts,worker}/**/*.system.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: ["lib/testing/postgres-global-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // What the production build is packed into; `npm test` runs them once that build stands.
        extends: true,
        test: {
          name: "built",
          include: ["scripts/**/*.built.test.ts"],
          exclude: ["**/node_modules/**"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
