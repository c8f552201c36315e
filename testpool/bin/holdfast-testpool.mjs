#!/usr/bin/env node
// Starts the TypeScript sources directly, so that the package needs no build step.
import { register } from "tsx/esm/api";

register();
const { runTestPool } = await import("../server/run-test-pool.ts");
await runTestPool(process.argv.slice(2), process.env);
