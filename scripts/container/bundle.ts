// One file out of a program and what it imports, so that an image needs no package manager and no package that its program does not.
import { build } from "esbuild";

// What was written for CommonJS finds these three where it expects them.
const BANNER = [
  'import { createRequire as createRequireOfBundle } from "node:module";',
  "const require = createRequireOfBundle(import.meta.url);",
  "const __filename = import.meta.filename;",
  "const __dirname = import.meta.dirname;",
].join("\n");

interface Bundle {
  readonly entry: string;
  readonly outfile: string;
  /** What lies beside the file in the image. */
  readonly external: readonly string[];
}

/** Writes the program as one module for Node, without a source map. Server code is resolved as the server's. */
export async function bundle({ entry, outfile, external }: Bundle): Promise<void> {
  await build({
    ...{ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm", target: "node20.11", logLevel: "error" },
    ...{ conditions: ["react-server"], external: [...external], banner: { js: BANNER }, sourcemap: false, legalComments: "none" },
  });
}
