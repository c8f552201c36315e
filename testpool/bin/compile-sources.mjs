// The sources are TypeScript, and compiling them takes longer than everything else that a start does. So it is done once, and kept until
// a source changes. The compiler is the one that tsx brings along.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Names, sizes and times of every source below `folder`: a change of any of them is a change of this. */
function stampOf(folder) {
  const hash = createHash("sha256");
  const visit = (directory) => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name);
      if (entry.isDirectory() && entry.name !== "node_modules") visit(path);
      if (!entry.isFile() || !entry.name.endsWith(".ts") || entry.name.endsWith(".test.ts")) continue;
      const { size, mtimeMs } = statSync(path);
      hash.update(`${path}|${size}|${mtimeMs}\n`);
    }
  };
  visit(folder);
  return hash.digest("hex").slice(0, 32);
}

function compile(entry, outfile) {
  const requireOfTsx = createRequire(createRequire(import.meta.url).resolve("tsx/package.json"));
  const temporary = `${outfile}.${process.pid}.tmp`;
  requireOfTsx("esbuild").buildSync({
    entryPoints: [entry],
    outfile: temporary,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "silent",
  });
  renameSync(temporary, outfile);
}

/**
 * The address of one module that holds `entry` (a path inside `folder`) and the sources that it needs; null where it cannot be kept, for
 * example in a folder that is read-only. It lies in the folder's own node_modules, so that it finds the same packages.
 */
export function compileSources(folder, entry) {
  try {
    const kept = join(folder, "node_modules", ".cache", "holdfast-testpool");
    const outfile = join(kept, `${stampOf(folder)}.mjs`);
    if (!existsSync(outfile)) {
      mkdirSync(kept, { recursive: true });
      compile(join(folder, entry), outfile);
      for (const name of readdirSync(kept)) if (name.endsWith(".mjs") && !outfile.endsWith(name)) rmSync(join(kept, name), { force: true });
    }
    return pathToFileURL(outfile).href;
  } catch {
    return null;
  }
}
