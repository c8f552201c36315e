// Writes the import table into docs/architecture.md: run it after a change of the table.
import { readFileSync, writeFileSync } from "node:fs";
import { withImportTable } from "./import-table-page";

const PAGE = "docs/architecture.md";

writeFileSync(PAGE, withImportTable(readFileSync(PAGE, "utf8")));
