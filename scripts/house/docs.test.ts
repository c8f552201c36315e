import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { withImportTable } from "./import-table-page";

const below = (folder: string): string[] => {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return found.map((entry) => join(entry.parentPath, entry.name)).sort();
};
const DOCS = ["README.md", "SECURITY.md", ...below("docs").filter((file) => file.endsWith(".md"))];
const ADRS = DOCS.filter((file) => file.startsWith("docs/adr/"));
const read = (file: string): string => readFileSync(file, "utf8");

const scripts = Object.keys((JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts);
const topLevel = new Set(readdirSync("."));

const captures = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].flatMap((match) => match[1] ?? []);
const quoted = (text: string): string[] => captures(text, /`([^`\n]+)`/g);
/** Paths from the root, written in backquotes; a pattern with a star or an ellipsis is prose. */
const paths = (text: string): string[] =>
  quoted(text).filter((word) => /^[\w.][\w./()[\]@-]*$/.test(word) && topLevel.has(word.split("/")[0] ?? "") && !word.includes("…"));
const commands = (text: string): string[] => [...captures(text, /\bnpm run ([\w:-]+)/g), ...captures(text, /\bnpm (test|start)\b/g)];

describe("the docs name only what exists", () => {
  it.each(DOCS)("%s: every path", (file) => {
    expect(paths(read(file)).filter((path) => !existsSync(path))).toEqual([]);
  });

  it.each(DOCS)("%s: every link", (file) => {
    const links = captures(read(file), /\]\(([^)#\s]+)[^)]*\)/g).filter((link) => !/^[a-z]+:/.test(link));
    expect(links.filter((link) => !existsSync(normalize(join(dirname(file), link))))).toEqual([]);
  });

  it.each(DOCS)("%s: every npm command", (file) => {
    expect(commands(read(file)).filter((name) => !scripts.includes(name))).toEqual([]);
  });
});

describe("docs/architecture.md", () => {
  it("shows the import table that is enforced (npx tsx scripts/house/write-import-table.ts)", () => {
    const page = read("docs/architecture.md");
    expect(page).toBe(withImportTable(page));
  });
});

describe("docs/invariants.md", () => {
  const invariants = read("docs/invariants.md")
    .split(/\n(?=\d+\. )/)
    .filter((text) => /^\d+\. /.test(text))
    .map((text) => (text.split("\n## ")[0] ?? "").trim());

  it("numbers its invariants without a gap", () => {
    expect(invariants.map((text) => Number.parseInt(text, 10))).toEqual(invariants.map((_, index) => index + 1));
    expect(invariants.length).toBeGreaterThan(10);
  });

  it.each(invariants)("%s", (text) => {
    const enforcement = /Enforced by:? (?<named>[^]+)$/.exec(text)?.groups?.["named"] ?? "";
    expect([...paths(enforcement), ...commands(enforcement)]).not.toEqual([]);
  });
});

describe("docs/adr", () => {
  it("is numbered without a gap", () => {
    expect(ADRS.map((file) => Number(/\/(\d{3})-[a-z0-9-]+\.md$/.exec(file)?.[1]))).toEqual(ADRS.map((_, index) => index + 1));
  });

  it.each(ADRS)("%s fits one page and says context, decision, consequences and enforcement", (file) => {
    const text = read(file);
    expect(captures(text, /^## (.+)$/gm)).toEqual(["Context", "Decision", "Consequences", "Enforcement"]);
    expect(text.split("\n").length).toBeLessThanOrEqual(60);
  });

  it.each(ADRS)("%s names what refuses a breach", (file) => {
    const enforcement = read(file).split("## Enforcement")[1] ?? "";
    expect([...paths(enforcement), ...commands(enforcement)]).not.toEqual([]);
  });
});
