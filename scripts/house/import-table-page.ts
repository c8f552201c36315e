// The import table as docs/architecture.md shows it. The page is generated, so that it cannot tell of another table.
import { IMPORT_TABLE } from "./import-table";
import type { Part } from "./part";

const START = "<!-- import table: written by scripts/house/write-import-table.ts -->";
const END = "<!-- end of import table -->";

/** The pattern of a part as a person reads it: anchors, escapes and exceptions are left out. */
const place = (part: Part): string =>
  part.where
    .replace("[^/]+$", "*")
    .replaceAll(/\(\?![^)]*(\([^)]*\)[^)]*)?\)|\(\/\|\\\.ts\$\)|[\^$\\()]/g, "")
    .replaceAll("|", " and ");

const list = (names: readonly string[]): string => (names.length === 0 ? "–" : names.join(", "));

function row(part: Part): string {
  const parts = part.parts.map((name) => name.replace("server/", "s/"));
  return `| ${part.name} | ${place(part)} | ${list(parts)} | ${list(part.packages)} | ${part.node ? "yes" : "–"} |`;
}

/** The page's text with the table of today in its place. */
export function withImportTable(page: string): string {
  const [before, after] = [page.split(START)[0] ?? "", page.split(END)[1] ?? ""];
  const table = ["| Part | Where | May import (s/ = server/) | Packages | Node |", "|---|---|---|---|---|", ...IMPORT_TABLE.map(row)];
  return `${before}${START}\n\n${table.join("\n")}\n\n${END}${after}`;
}
