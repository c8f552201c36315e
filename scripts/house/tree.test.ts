import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const MADE_BY_TOOLS = /^(node_modules|test-results|playwright-report|coverage|cdk\.out)$|^\./;

const holdsFiles = (folder: string): boolean =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).some((entry) => entry.isFile());
const folders = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !MADE_BY_TOOLS.test(entry.name) && holdsFiles(join(folder, entry.name)))
    .map((entry) => entry.name)
    .sort();

const tree = /## The tree\n[^]*?```\n(?<lines>[^]*?)```/.exec(readFileSync("README.md", "utf8"))?.groups?.["lines"] ?? "";
const named = (indent: string): string[] => [...tree.matchAll(new RegExp(`^${indent}([\\w.-]+/?) `, "gm"))].map((match) => match[1] ?? "");
const withSlash = (names: readonly string[]): string[] => names.map((name) => `${name}/`);

describe("the tree in the README", () => {
  it("names every folder at the top, and nothing that is not there", () => {
    expect(
      named("")
        .filter((name) => name.endsWith("/"))
        .sort(),
    ).toEqual(withSlash(folders(".")));
    expect(named("").filter((name) => !existsSync(name))).toEqual([]);
  });

  it("names every folder of lib", () => {
    expect(named("  ").sort()).toEqual(withSlash(folders("lib")));
  });
});
