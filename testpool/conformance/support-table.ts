// The README's table of operations is written from the operations themselves, so it cannot promise one that is not there.
import type { Operation } from "../protocol/define-operation";

const START = "<!-- support table -->";
const END = "<!-- end of support table -->";

const ACCESS: Readonly<Record<Operation["access"], string>> = {
  public: "a client",
  token: "an access token",
  signed: "a signed call",
};

function row({ name, access, quota, refusals }: Operation): string {
  const names = [...refusals].sort().map((refusal) => refusal.replace(/Exception$/, ""));
  return `| ${name} | ${ACCESS[access]} | ${quota} | ${names.join(", ")} |`;
}

/** The table, sorted by name; `sdkOperations` are the names that the AWS SDK knows. */
export function supportTable(operations: readonly Operation[], sdkOperations: readonly string[]): string {
  const names = new Set(operations.map(({ name }) => name));
  const missing = sdkOperations.filter((name) => !names.has(name));
  const rows = [...operations].sort((left, right) => (left.name < right.name ? -1 : 1)).map(row);
  return [
    `${operations.length} of the ${sdkOperations.length} operations of the AWS SDK. The other ${missing.length} are refused loudly, with`,
    "`UnknownOperationException` and their name. Refusals that any operation may raise are left out (`npm run testpool:docs` writes this table).",
    "",
    "| operation | needs | quota | refuses with (… Exception) |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

/** The page with a new table between its two marks. Refuses a page without them. */
export function withSupportTable(page: string, table: string): string {
  const [before, rest] = page.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`The page lacks "${START}" or "${END}".`);
  return `${before}${START}\n\n${table}\n\n${END}${after}`;
}
