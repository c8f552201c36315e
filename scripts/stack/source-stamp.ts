// A build stands for the sources it was made from. The stamp says which: any change to them makes another one.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** What goes into a build. Tests and scripts do not. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "middleware.ts",
  "instrumentation.ts",
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "tsconfig.build.json",
  "package.json",
  "package-lock.json",
];
const NOT_BUILT = /\.(test|spec)\.tsx?$|^lib\/testing\//;

/** A digest over names and contents of the product's source files under `root`. */
export function sourceStamp(root: string): string {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((source) => filesUnder(root, source)).sort()) {
    if (NOT_BUILT.test(file)) continue;
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesUnder(root: string, relative: string): string[] {
  const found = statSync(path.join(root, relative), { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [relative];
  return readdirSync(path.join(root, relative)).flatMap((name) => filesUnder(root, `${relative}/${name}`));
}
