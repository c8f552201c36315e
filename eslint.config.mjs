// One strictness for everybody, and no rule is a warning. What the import table says is not repeated here.
import coreWebVitals from "eslint-config-next/core-web-vitals";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const TESTS = ["**/*.test.{ts,tsx}", "**/*.spec.ts", "e2e/**", "lib/testing/**"];
const PURE = ["lib/{ground,money,policy,auth-graph,ledger,market,identity,step-up,withdrawals,signals,orders,contracts,use-cases}/**/*.ts"];
const SERVER = [
  "lib/server/**/*.{ts,tsx}",
  "lib/{approval,receipt,front-door}/**/*.ts",
  "app/**/*.{ts,tsx}",
  "middleware.ts",
  "worker/**/*.ts",
];
const SCREENS = ["app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}", "lib/client/**/*.{ts,tsx}", "lib/server/http/**/*.tsx"];
const PRODUCT = ["lib/**/*.{ts,tsx}", "app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}", "worker/**/*.ts", "middleware.ts"];

const inTheProduct = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: "Settings are read once, in lib/server/env.ts (each worker: its own settings file); take them from there.",
  },
  {
    selector: "ExpressionStatement > Literal[value='use server']",
    message: "There are no Server Actions: a write is a route handler (ADR 008).",
  },
];

const noClock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "Take nowSeconds or the Clock port: every process follows one clock (ADR 015).",
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Take nowSeconds or the Clock port (ADR 015)." },
];

const pureOnly = [
  { selector: "NewExpression[callee.name='Date']", message: "Rules and verbs count seconds; dates are for screens." },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: "Chance comes in through a port." },
  { selector: "MemberExpression[property.name=/^(randomUUID|getRandomValues)$/]", message: "Chance comes in through a port." },
  { selector: "MemberExpression[object.name='performance']", message: "Time comes in as nowSeconds." },
];

const noFloats = [
  { selector: "CallExpression[callee.name=/^(parseFloat|Number)$/]", message: "Amounts are bigint base units; a float loses them." },
  {
    selector: "MemberExpression[object.name='Number'][property.name='parseFloat']",
    message: "Amounts are bigint base units; a float loses them.",
  },
];

const refused = (files, ...lists) => ({ files, ignores: TESTS, rules: { "no-restricted-syntax": ["error", ...lists.flat()] } });

const nextAsErrors = coreWebVitals.map((block) => ({
  ...block,
  rules: Object.fromEntries(
    Object.entries(block.rules ?? {}).map(([rule, level]) => {
      const [severity, ...options] = Array.isArray(level) ? level : [level];
      return [rule, [severity === "off" || severity === 0 ? "off" : "error", ...options]];
    }),
  ),
}));

export default defineConfig(
  {
    ignores: [
      "node_modules/**",
      ".next*/**",
      ".data/**",
      "public/**",
      "next-env.d.ts",
      "test-results/**",
      "playwright-report/**",
      "coverage/**",
      "cdk.out/**",
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error", noInlineConfig: true } },
  { files: SCREENS, extends: nextAsErrors },
  {
    files: ["**/*.{ts,tsx,mts}"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: "tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowNever: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
      // Ports are objects made by functions: their methods have no `this` to lose, and an async method may have nothing to await.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/require-await": "off",
      // The compiler allows no enums here.
      "@typescript-eslint/no-unsafe-enum-assignment": "off",
      "@typescript-eslint/no-unsafe-enum-comparison": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "max-lines": ["error", { max: 300 }],
      eqeqeq: "error",
    },
  },
  {
    // That client is deprecated and still what many apps run: the test is there for them.
    files: ["testpool/conformance/identity-js.system.test.ts"],
    rules: { "@typescript-eslint/no-deprecated": "off" },
  },
  {
    files: PRODUCT,
    ignores: TESTS,
    rules: { "no-console": "error", "max-lines-per-function": ["error", { max: 70, skipBlankLines: true, skipComments: true }] },
  },
  refused(PRODUCT, inTheProduct),
  refused(SERVER, inTheProduct, noClock),
  refused(["lib/server/clock/**/*.ts"], inTheProduct),
  refused(["worker/**/*.ts"], inTheProduct, noClock),
  refused(["lib/server/env.ts", "worker/worker-settings.ts", "worker/index/index-settings.ts"], inTheProduct.slice(1), noClock),
  refused(PURE, inTheProduct, noClock, pureOnly),
  refused(["lib/{money,ledger,withdrawals,orders}/**/*.ts"], inTheProduct, noClock, pureOnly, noFloats),
  {
    // Whoever leaves a broken page, or has just come back into the account, loads the next page whole; the rule cannot tell that from a slip.
    files: ["app/**/not-found.tsx", "components/ui/failure-notice.tsx", "components/recovery/new-factor.tsx"],
    rules: { "@next/next/no-html-link-for-pages": "off" },
  },
  {
    files: TESTS,
    rules: {
      "max-lines": "off",
      "@typescript-eslint/no-misused-spread": "off",
      // A suite names the shape of an answer where it asks for it.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
    },
  },
);
