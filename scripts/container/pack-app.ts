// What the app's image holds: the build's own copy of itself, its static files, and our front door in place of the framework's start.
import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundle } from "./bundle";

/** Native code for an image optimiser that `next.config.mjs` switches off. */
const UNUSED = /(^|\/)node_modules\/(sharp|@img)(\/|$)/;

/** Never shipped, wherever the build's tracing found a reason to bring it along. */
const LEFT_OUT = /\.map$|(^|\/)\.env|\.(test|spec)\.[cm]?[jt]sx?$|(^|\/)(e2e|testpool|test-results|\.data)(\/|$)/;

/** Packs the build in `distDir` into `out`, which must be empty or absent. Throws when the build wrote no copy of itself. */
export async function packApp(distDir: string, out: string): Promise<void> {
  const standalone = path.join(distDir, "standalone");
  if (!existsSync(path.join(standalone, ".next", "BUILD_ID")))
    throw new Error(`There is no build to pack in ${standalone}: run npm run build first.`);
  if (existsSync(out) && readdirSync(out).length > 0) throw new Error(`${out} is not empty.`);
  const isShipped = (root: string) => (source: string) => ![LEFT_OUT, UNUSED].some((pattern) => pattern.test(path.relative(root, source)));
  // Links stay what they are: copied as paths of this machine they would lead nowhere in an image.
  cpSync(standalone, out, { recursive: true, verbatimSymlinks: true, filter: isShipped(standalone) });
  cpSync(path.join(distDir, "static"), path.join(out, ".next", "static"), { recursive: true, filter: isShipped(distDir) });
  if (existsSync("public")) cpSync("public", path.join(out, "public"), { recursive: true });
  // The framework's own start would stand without our front door, and the project's package.json names tools that are not here.
  rmSync(path.join(out, "server.js"));
  writeFileSync(path.join(out, "package.json"), `${JSON.stringify({ name: "holdfast-app", private: true })}\n`);
  await bundle({ entry: "scripts/container/serve-packed.ts", outfile: path.join(out, "serve.mjs"), external: ["next"] });
  cpSync("scripts/container/healthy-app.mjs", path.join(out, "healthy.mjs"));
}
