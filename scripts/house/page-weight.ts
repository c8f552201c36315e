// How much JavaScript of ours a page loads before anybody touches it, weighed without a build of the product: the client parts that a page
// reaches are bundled as a browser would get them, minified and gzipped, without the framework that every page shares.
import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Metafile, type Plugin } from "esbuild";

/** React and Next are the same on every page and ours to choose only once. */
const FRAMEWORK = ["react", "react/*", "react-dom", "react-dom/*", "next", "next/*", "server-only"];

const isClient = (file: string): boolean => /^\s*["']use client["']/.test(readFileSync(file, "utf8"));

/** Server code is walked through for what it draws and never weighed; packages of the server are left where they are. */
const leavePackages: Plugin = {
  name: "leave-packages",
  setup(bundle) {
    bundle.onResolve({ filter: /^[^./]/ }, ({ path: wanted, kind }) =>
      wanted.startsWith("@/") || kind === "entry-point" ? null : { path: wanted, external: true },
    );
  },
};

const ofBuild = {
  bundle: true,
  write: false,
  format: "esm",
  metafile: true,
  logLevel: "silent",
  tsconfig: "tsconfig.json",
  jsx: "automatic",
  loader: { ".css": "empty", ".svg": "empty" },
} as const;

/** The client parts at which a browser enters the page: files that say "use client" and are reached from one that does not. */
async function clientParts(page: string): Promise<string[]> {
  const { metafile } = await build({
    ...ofBuild,
    entryPoints: framesOf(page),
    outdir: "weighed",
    platform: "node",
    plugins: [leavePackages],
  });
  const parts = new Set<string>();
  const seen = new Set<string>();
  const walk = (file: string): void => {
    if (seen.has(file) || !/\.tsx?$/.test(file)) return;
    seen.add(file);
    if (isClient(file)) parts.add(file);
    else for (const { path: next, external } of metafile.inputs[file]?.imports ?? []) if (external !== true) walk(next);
  };
  for (const frame of framesOf(page)) walk(frame);
  return [...parts].sort();
}

/** The page and every layout around it. */
function framesOf(page: string): string[] {
  const folders = path.posix.dirname(page).split("/");
  const layouts = folders.map((_, depth) => path.posix.join(...folders.slice(0, depth + 1), "layout.tsx"));
  return [page, ...layouts.filter((file) => exists(file))];
}

function exists(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}

/** Gzipped bytes of our JavaScript that `page` (a path such as `app/(trader)/markets/page.tsx`) loads at once; what it loads on demand is not counted. */
export async function weighPage(page: string): Promise<number> {
  const parts = await clientParts(page);
  const contents = parts.map((file, index) => `export * as part${String(index)} from "./${file}";`).join("\n");
  const { outputFiles, metafile } = await build({
    ...ofBuild,
    stdin: { contents, resolveDir: ".", sourcefile: "weighed.ts", loader: "ts" },
    outdir: "weighed",
    platform: "browser",
    minify: true,
    splitting: true,
    external: FRAMEWORK,
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const atOnce = loadedAtOnce(metafile);
  return outputFiles
    .filter((file) => atOnce.has(path.relative(process.cwd(), file.path)))
    .reduce((sum, file) => sum + gzipSync(file.contents).byteLength, 0);
}

/** The entry and what it imports; not what it imports later. */
function loadedAtOnce({ outputs }: Metafile): ReadonlySet<string> {
  const found = new Set<string>();
  const take = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    for (const { path: next, kind } of outputs[file]?.imports ?? []) if (kind === "import-statement") take(next);
  };
  for (const [file, { entryPoint }] of Object.entries(outputs)) if (entryPoint === "weighed.ts") take(file);
  return found;
}
