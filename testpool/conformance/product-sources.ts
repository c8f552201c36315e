// The pool's own source files, without tests and what only tests use.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A file of the pool; `path` is relative to the pool's folder, with slashes. */
export interface ProductSource {
  readonly path: string;
  readonly text: string;
}

/** The pool's folder, with a slash at the end. */
export const POOL_FOLDER = fileURLToPath(new URL("../", import.meta.url));

const NOT_THE_POOL = ["testing/", "conformance/", "contract/", "node_modules/"];

/** Every product file, sorted by path, so that what is made of them is the same everywhere. */
export function readProductSources(): readonly ProductSource[] {
  return readdirSync(POOL_FOLDER, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !NOT_THE_POOL.some((folder) => path.startsWith(folder)))
    .sort((left, right) => (left < right ? -1 : 1))
    .map((path) => ({ path, text: readFileSync(POOL_FOLDER + path, "utf8") }));
}
