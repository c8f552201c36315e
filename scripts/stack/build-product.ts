// Builds the product when its sources have changed since the last build, and not otherwise.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { PartOptions } from "./part";
import { sourceStamp } from "./source-stamp";

interface BuildOptions {
  readonly distDir: string;
  /** How the build program is run: by a supervisor, so that nothing of it outlives the caller. */
  readonly run: (options: Omit<PartOptions, "guard">) => Promise<void>;
  readonly logFile: string | null;
}

const stampFile = (distDir: string): string => path.join(distDir, "holdfast-build.json");

/** Whether the build in `distDir` is of the sources as they are now. */
export function isBuilt(distDir: string): boolean {
  try {
    const { stamp } = JSON.parse(readFileSync(stampFile(distDir), "utf8")) as { stamp: string };
    return existsSync(path.join(distDir, "BUILD_ID")) && stamp === sourceStamp(process.cwd());
  } catch {
    return false;
  }
}

/** Builds into `distDir`. The stamp is taken before, so that an edit during the build calls for another one. */
export async function buildProduct({ distDir, run, logFile }: BuildOptions): Promise<void> {
  const stamp = sourceStamp(process.cwd());
  rmSync(stampFile(distDir), { force: true });
  // Types that a developer's server left behind would be checked too, for routes that may be gone.
  rmSync(path.join(distDir, "dev"), { recursive: true, force: true });
  await run({
    name: "The build",
    file: process.execPath,
    args: [path.resolve("node_modules/next/dist/bin/next"), "build"],
    logFile,
    env: { ...process.env, NODE_ENV: "production", NEXT_DIST_DIR: distDir, NEXT_OUTPUT: "standalone", NEXT_TELEMETRY_DISABLED: "1" },
  });
  writeFileSync(stampFile(distDir), `${JSON.stringify({ stamp })}\n`);
}
