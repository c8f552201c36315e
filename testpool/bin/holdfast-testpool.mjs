#!/usr/bin/env node
// Starts the TypeScript sources, so that the package needs no build step: compiled once and kept, or through tsx where nothing can be kept.
import { fileURLToPath } from "node:url";
import { compileSources } from "./compile-sources.mjs";

async function load() {
  const compiled = compileSources(fileURLToPath(new URL("..", import.meta.url)), "server/run-test-pool.ts");
  if (compiled !== null) return import(compiled);
  (await import("tsx/esm/api")).register();
  return import("../server/run-test-pool.ts");
}

const { runTestPool } = await load();
await runTestPool(process.argv.slice(2), process.env);
