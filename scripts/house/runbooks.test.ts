// The runbooks are read under stress, so they have one form, and what they promise is held by cells of the game day or by tests.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Cell } from "@/e2e/gameday/cell";
import { CELLS } from "@/e2e/gameday/cells";
import { sourceFiles } from "./source-files";

const FOLDER = "docs/runbook";
const PAGES = readdirSync(FOLDER).filter((name) => name !== "README.md");
const SECTIONS = ["Symptom", "How to see it", "What to do", "How to know it worked", "What the product does meanwhile"];

const read = (page: string): string => readFileSync(join(FOLDER, page), "utf8");
const sectionOf = (page: string, title: string): string =>
  read(page)
    .split(/^## /m)
    .find((part) => part.startsWith(`${title}\n`)) ?? "";
const quoted = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].flatMap((match) => match[1] ?? []);
const isTestFile = (word: string): boolean => /\.(test|spec)\.tsx?$/.test(word) && existsSync(word);
const COLUMNS = new Set<string>(CELLS.map(({ column }) => `${column}: `));
const cellsIn = (text: string): string[] => quoted(text).filter((word) => [...COLUMNS].some((column) => word.startsWith(column)));

describe("docs/runbook", () => {
  it("has an index with every page", () => {
    expect(PAGES.filter((page) => !read("README.md").includes(`](${page})`))).toEqual([]);
    expect(PAGES.length).toBeGreaterThanOrEqual(13);
  });

  it.each(PAGES)("%s has the one form", (page) => {
    expect([...read(page).matchAll(/^## (.+)$/gm)].map((match) => match[1])).toEqual(SECTIONS);
  });

  it.each(PAGES)("%s names what holds its promise", (page) => {
    const promise = sectionOf(page, "What the product does meanwhile");
    expect(promise).toContain("Held true by");
    expect([...cellsIn(promise), ...quoted(promise).filter(isTestFile)]).not.toEqual([]);
  });

  it.each(PAGES)("%s names only cells that there are", (page) => {
    const names = new Set(CELLS.map(({ name }) => name));
    expect(cellsIn(read(page)).filter((name) => !names.has(name))).toEqual([]);
  });
});

describe("a cell of the game day", () => {
  it("has a name of its own, and there are 25 at least, in what npm test runs too", () => {
    expect(new Set(CELLS.map(({ name }) => name)).size).toBe(CELLS.length);
    expect(CELLS.filter(({ isRare }) => isRare !== true).length).toBeGreaterThanOrEqual(25);
  });

  it.each(CELLS.map((cell): [string, Cell] => [cell.name, cell]))("%s stands in the runbook it names", (name, { runbook }) => {
    expect(PAGES).toContain(runbook);
    expect(cellsIn(sectionOf(runbook, "What the product does meanwhile"))).toContain(name);
  });
});

describe("the log events that a runbook tells to look for", () => {
  const sources = sourceFiles()
    .filter((file) => /^(lib|worker|app|db|infra)\//.test(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");

  it.each(PAGES)("%s: each is written somewhere", (page) => {
    const events = quoted(sectionOf(page, "How to see it")).filter((word) => /^[a-z]+(_[a-z]+)+$/.test(word));
    expect(events.filter((event) => !sources.includes(event))).toEqual([]);
  });
});
