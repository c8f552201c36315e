// Builds the product with one control taken out, to see that another one still holds or that a test notices.
// The copy lies inside the project, so that packages resolve upward to the same node_modules; the product's own build is untouched.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { E2E_DATA } from "./harness-facts";

/** What a production build and a start need; tests, data and tools stay behind. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "db",
  "scripts",
  "testpool",
  "middleware.ts",
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "tsconfig.build.json",
  "package.json",
];
const BUILD_TIMEOUT_MS = 240_000;

export interface Variant {
  readonly folder: string;
}

/** Changes the copied source before it is built. It gets the copy's folder. */
export type Patch = (folder: string) => void;

/** Copies the source, applies the patch and builds. Rejects with the build's own words when it does not build. */
export async function buildVariant(name: string, patch: Patch): Promise<Variant> {
  const folder = join(E2E_DATA, "variants", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const source of SOURCES.filter((path) => existsSync(path))) {
    cpSync(source, join(folder, source), { recursive: true, filter: (path) => !/node_modules|\.next|\.test\.tsx?$/.test(path) });
  }
  patch(folder);
  narrowTypeCheck(folder);
  await runNextBuild(folder);
  return { folder };
}

/** Takes a file out of the copy. Refuses when there is none, for then the variant would be the product itself. */
export const withoutFile =
  (path: string): Patch =>
  (folder) => {
    if (!existsSync(join(folder, path))) throw new Error(`The product has no ${path} to take out`);
    rmSync(join(folder, path));
  };

/** Replaces one piece of text in a file of the copy. Refuses unless it occurs. */
export const withText =
  (path: string, from: string | RegExp, to: string): Patch =>
  (folder) => {
    const file = join(folder, path);
    const before = readFileSync(file, "utf8");
    const after = before.replace(from, to);
    if (before === after) throw new Error(`${path} has no ${String(from)} to change`);
    writeFileSync(file, after);
  };

/** The product's types are checked where the product is built; here it would only cost time. */
function narrowTypeCheck(folder: string): void {
  const file = join(folder, "next.config.mjs");
  writeFileSync(
    file,
    readFileSync(file, "utf8").replace(/export default \{/, "export default {\n  typescript: { ignoreBuildErrors: true },"),
  );
}

async function runNextBuild(folder: string): Promise<void> {
  const next = join(process.cwd(), "node_modules", "next", "dist", "bin", "next");
  const child = spawn(process.execPath, [next, "build"], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  const timer = setTimeout(() => child.kill("SIGKILL"), BUILD_TIMEOUT_MS);
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  clearTimeout(timer);
  if (code !== 0) throw new Error(`The variant in ${folder} did not build:\n${output.join("").slice(-4000)}`);
}
