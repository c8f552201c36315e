// The one list of what counts as source, so that every measure and every guard looks at the same files.
import { readdirSync } from "node:fs";
import { join, posix } from "node:path";

const NOT_OURS = /^(node_modules|test-results|playwright-report|coverage|cdk\.out|public|docs|db)$|^\./;

function below(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : below(root, path);
    return /\.(tsx?|m[tj]s)$/.test(entry.name) ? [path] : [];
  });
}

/** The folders at the root that may hold source. */
export function sourceFolders(root = "."): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NOT_OURS.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

/** Every TypeScript and module file of the project, as paths from the root, sorted. */
export function sourceFiles(root = "."): string[] {
  const atRoot = readdirSync(root).filter((name) => /\.(ts|mts|mjs)$/.test(name) && name !== "next-env.d.ts");
  return [...atRoot, ...sourceFolders(root).flatMap((folder) => below(root, folder))].sort();
}

/** The folders below app/ that hold a page or a handler. */
export function routeFolders(root = "."): string[] {
  const entries = sourceFiles(root).filter((path) => /^app\/(.+\/)?(page|route)\.tsx?$/.test(path));
  return [...new Set(entries.map((path) => posix.dirname(path)))].filter((folder) => folder !== "app");
}
