// What the import table must refuse, one small crime each. A ban that nobody has seen fire is decoration.

export interface PlantedViolation {
  readonly crime: string;
  /** Where it is planted; folders are made as needed. */
  readonly file: string;
  readonly source: string;
  /** The rule that must refuse this very file. */
  readonly rule: string;
}

const imports = (specifier: string): string => `import * as planted from "${specifier}";\nexport const used = planted;\n`;

const plant = (crime: string, file: string, specifier: string, rule: string): PlantedViolation => ({
  crime,
  file,
  source: imports(specifier),
  rule,
});

const RULES_AND_VERBS: readonly PlantedViolation[] = [
  plant("a rule reads the framework", "lib/ledger/planted-framework.ts", "next/headers", "may-import:ledger"),
  plant("a rule touches the machinery", "lib/market/planted-machinery.ts", "@/lib/server/env", "may-import:market"),
  plant("a rule parses with zod", "lib/identity/planted-zod.ts", "zod", "may-import:identity"),
  plant("a rule uses Node", "lib/money/planted-node.ts", "node:crypto", "node-built-ins"),
  plant("money depends on something above it", "lib/money/planted-upwards.ts", "@/lib/contracts/refusal", "may-import:money"),
  plant("the ground depends on something", "lib/ground/planted-settings.ts", "@/lib/settings/settings", "may-import:ground"),
  plant("a verb knows its adapter", "lib/use-cases/planted-adapter.ts", "@/lib/server/planted-target", "may-import:use-cases"),
  plant("a verb parses with zod", "lib/use-cases/planted-zod.ts", "zod", "may-import:use-cases"),
  plant("a port knows a verb", "lib/use-cases/ports/planted-verb.ts", "@/lib/use-cases/planted-zod", "may-import:ports"),
];

const SCREENS: readonly PlantedViolation[] = [
  plant("a component reaches the server", "components/planted-server.ts", "@/lib/server/env", "may-import:components"),
  plant("a component imports a route", "components/planted-route.ts", "@/app/planted-a/planted-part", "may-import:components"),
  plant("a page queries the database", "app/planted-a/planted-sql.ts", "pg", "may-import:app"),
  plant("a page calls Cognito", "app/planted-a/planted-cognito.ts", "@/lib/server/cognito/planted-target", "may-import:app"),
  plant("a page verifies tokens itself", "app/planted-a/planted-jose.ts", "jose", "may-import:app"),
  plant("a page reads settings", "app/planted-a/planted-settings.ts", "@/lib/server/env", "may-import:app"),
  plant(
    "a route imports another route",
    "app/planted-b/planted-neighbour.ts",
    "@/app/planted-a/planted-part",
    "route-stands-alone:app/planted-b",
  ),
  plant("somebody imports a page", "app/planted-b/planted-page.ts", "@/app/planted-b/page", "a-page-is-not-imported"),
  plant("browser code imports the server", "lib/client/planted-server.ts", "@/lib/server/env", "may-import:client"),
  plant("browser code uses Node", "lib/client/planted-node.ts", "node:fs", "node-built-ins"),
];

const BORDERS: readonly PlantedViolation[] = [
  plant(
    "the product imports the local pool",
    "lib/server/cognito/planted-pool.ts",
    "@/testpool/planted-target",
    "may-import:server/cognito",
  ),
  plant("the local pool imports the product", "testpool/planted-product.ts", "@/lib/ground/result", "may-import:testpool"),
  plant(
    "telemetry knows the session",
    "lib/server/telemetry/planted-session.ts",
    "@/lib/server/session/planted-target",
    "may-import:server/telemetry",
  ),
  plant(
    "the verifier knows the database",
    "lib/server/tokens/planted-database.ts",
    "@/lib/server/postgres/planted-target",
    "may-import:server/tokens",
  ),
  plant("the front door opens the machinery", "lib/front-door/planted-machinery.ts", "@/lib/server/env", "may-import:front-door"),
  plant("the machinery imports a screen", "lib/server/http/planted-screen.ts", "@/components/planted-target", "may-import:server/http"),
];

const HOUSE: readonly PlantedViolation[] = [
  plant("a contract runs Amplify", "lib/contracts/planted-amplify.ts", "aws-amplify/auth", "contracts-take-only-types-of-amplify"),
  plant("a fake ships in product code", "lib/server/session/planted-fake.ts", "@/lib/testing/planted-target", "only-tests-import-testing"),
  plant("somebody imports a test file", "lib/ledger/planted-from-test.ts", "@/lib/ledger/planted.test", "test-files-are-leaves"),
  plant("an import leads nowhere", "lib/ground/planted-nowhere.ts", "./there-is-no-such-file", "resolves"),
  plant("a new folder has no row", "helpers/planted-folder.ts", "@/lib/ground/result", "every-folder-has-a-row"),
  plant("a part is imported that has no row", "lib/contracts/planted-stranger.ts", "@/helpers/planted-target", "may-import:contracts"),
  plant("a package is used that the row does not name", "lib/server/queries/planted-package.ts", "viem", "may-import:server/queries"),
  plant("two files import each other", "lib/ledger/planted-circle-a.ts", "./planted-circle-b", "no-circle"),
];

/** Each must be refused by the named rule, with the planted file named. */
export const PLANTED_VIOLATIONS: readonly PlantedViolation[] = [...RULES_AND_VERBS, ...SCREENS, ...BORDERS, ...HOUSE];

/** Innocent files that the crimes above point at. */
export const PLANTED_TARGETS: readonly { readonly file: string; readonly source: string }[] = [
  ...[
    "app/planted-a/planted-part.ts",
    "app/planted-a/page.tsx",
    "app/planted-b/page.tsx",
    "components/planted-target.ts",
    "helpers/planted-target.ts",
    "lib/ledger/planted.test.ts",
    "lib/server/planted-target.ts",
    "lib/server/cognito/planted-target.ts",
    "lib/server/postgres/planted-target.ts",
    "lib/server/session/planted-target.ts",
    "lib/testing/planted-target.ts",
    "testpool/planted-target.ts",
  ].map((file) => ({ file, source: "export const planted = true;\n" })),
  { file: "lib/ledger/planted-circle-b.ts", source: imports("./planted-circle-a") },
];
