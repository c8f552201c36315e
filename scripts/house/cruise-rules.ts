// Turns the import table into dependency-cruiser's rules, so that nobody writes a rule by hand and no row stays without its ban.
// Two traps of the tool: it pastes captured groups into patterns unescaped, so no pattern here captures; and it refuses
// a pattern that it calls unsafe without saying so on stdout, so whoever runs it must ask for proof that it ran.
import type { IConfiguration, IRegularForbiddenRuleType } from "dependency-cruiser";
import { IMPORT_TABLE, ROOT_CONFIG, TEST_FILE } from "./import-table";
import type { Part } from "./part";

const escaped = (literal: string): string => literal.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** A package, or the types that stand for it. */
const packagePattern = (name: string): string => `node_modules/(@types/)?${escaped(name)}/`;

function partNamed(name: string): Part {
  const part = IMPORT_TABLE.find((row) => row.name === name);
  if (part === undefined) throw new Error(`The import table has no part "${name}"`);
  return part;
}

const ban = (
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType["from"],
  to: IRegularForbiddenRuleType["to"],
): IRegularForbiddenRuleType => ({
  name,
  comment,
  severity: "error",
  from,
  to,
});

function banForPart(part: Part): IRegularForbiddenRuleType {
  const allowed = [part.where, ...part.parts.map((name) => partNamed(name).where), ...part.packages.map(packagePattern)];
  return ban(
    `may-import:${part.name}`,
    `${part.name} may import only: ${[...part.parts, ...part.packages].join(", ") || "nothing"}.`,
    { path: part.where, pathNot: TEST_FILE },
    { pathNot: allowed, dependencyTypesNot: ["core"], couldNotResolve: false },
  );
}

const HOUSE_BANS: readonly IRegularForbiddenRuleType[] = [
  ban("no-circle", "An import circle has no bottom: neither file can be read first.", {}, { circular: true }),
  ban("resolves", "An import that leads nowhere must fail here, not pass as unknown.", {}, { couldNotResolve: true }),
  ban("test-files-are-leaves", "What a test file holds is for that test.", {}, { path: TEST_FILE }),
  ban(
    "node-built-ins",
    "Only parts that run outside the browser and outside the rules may use Node itself.",
    { path: IMPORT_TABLE.filter((part) => !part.node).map((part) => part.where), pathNot: TEST_FILE },
    { dependencyTypes: ["core"] },
  ),
  ban(
    "every-folder-has-a-row",
    "A folder without a row in the import table may import nothing.",
    { pathNot: [...IMPORT_TABLE.map((part) => part.where), ROOT_CONFIG, "node_modules/"] },
    {},
  ),
  ban(
    "only-tests-import-testing",
    "Fakes and fixtures never ship.",
    { pathNot: [TEST_FILE, "^lib/testing/", "^e2e/", "^scripts/", ROOT_CONFIG] },
    { path: "^lib/testing/" },
  ),
  ban(
    "contracts-take-only-types-of-amplify",
    "The server reads the contracts too; Amplify itself belongs to the browser.",
    { path: "^lib/contracts/", pathNot: TEST_FILE },
    { path: packagePattern("aws-amplify"), dependencyTypesNot: ["type-only"] },
  ),
  ban(
    "a-page-is-not-imported",
    "Next calls pages, layouts and handlers; nobody else does.",
    { pathNot: TEST_FILE },
    { path: "^app/.*(page|route|layout|template|loading|error|global-error|not-found|default)\\.tsx?$" },
  ),
];

/** A route folder reads itself and plain files of the folders above it, never another route's folder. */
function banForRoute(folder: string): IRegularForbiddenRuleType {
  const above = folder
    .split("/")
    .map((_, index, segments) => segments.slice(0, index).join("/"))
    .filter((path) => path !== "");
  return ban(
    `route-stands-alone:${folder}`,
    "What two routes share belongs to components, lib or the folder above both.",
    { path: `^${escaped(folder)}/`, pathNot: TEST_FILE },
    { path: "^app/", pathNot: [`^${escaped(folder)}/`, ...above.map((path) => `^${escaped(path)}/[^/]+$`)] },
  );
}

/** The whole configuration. `routeFolders` are the folders below app/ that hold a page or a handler. */
export function cruiseConfiguration(routeFolders: readonly string[]): IConfiguration {
  return {
    forbidden: [...HOUSE_BANS, ...IMPORT_TABLE.map(banForPart), ...routeFolders.map(banForRoute)],
    options: {
      doNotFollow: { path: ["(^|/)node_modules/", "^\\."] },
      // What the synthesis bundles is made, not written.
      exclude: { path: "^cdk\\.out/" },
      tsPreCompilationDeps: true,
      tsConfig: { fileName: "tsconfig.json" },
      enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
    },
  };
}
