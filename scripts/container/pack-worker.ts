// What the workers' image holds: two programs of one file each, and their health check. Which of them runs is the command's choice.
import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { bundle } from "./bundle";

const PROGRAMS = { "worker.mjs": "worker/main.ts", "indexer.mjs": "worker/index/main.ts" } as const;

// Native bindings that their packages can do without, and that we do not install.
const NOT_THERE = ["pg-native"];

/** Packs both programs into `out`, which must be empty or absent. */
export async function packWorker(out: string): Promise<void> {
  if (existsSync(out) && readdirSync(out).length > 0) throw new Error(`${out} is not empty.`);
  mkdirSync(out, { recursive: true });
  for (const [file, entry] of Object.entries(PROGRAMS)) await bundle({ entry, outfile: path.join(out, file), external: NOT_THERE });
  cpSync("scripts/container/healthy-worker.mjs", path.join(out, "healthy.mjs"));
}
