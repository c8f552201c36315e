import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";

const LINT_MS = 60_000;

/** What must be refused in a file of that name. `rule` is the rule that must say no. */
const CRIMES = [
  { crime: "a rule reads the clock", file: "lib/money/x.ts", source: "export const at = Date.now();" },
  { crime: "a rule makes a date", file: "lib/ground/x.ts", source: "export const at = new Date(0);" },
  { crime: "a rule rolls dice", file: "lib/identity/x.ts", source: "export const dice = Math.random();" },
  { crime: "a verb draws an id", file: "lib/use-cases/x.ts", source: "export const id = crypto.randomUUID();" },
  { crime: "a verb reads a stop watch", file: "lib/use-cases/x.ts", source: "export const at = performance.now();" },
  { crime: "money becomes a float", file: "lib/money/x.ts", source: 'export const amount = parseFloat("0.1");' },
  { crime: "an amount becomes a Number", file: "lib/ledger/x.ts", source: "export const amount = Number(1n);" },
  { crime: "the server asks the machine for the time", file: "lib/server/http/x.ts", source: "export const at = Date.now();" },
  { crime: "the server makes today's date", file: "app/x.ts", source: "export const at = new Date();" },
  { crime: "a setting is read elsewhere", file: "lib/server/services.ts", source: "export const mode = process.env.MODE;" },
  { crime: "a setting is read in a screen", file: "components/x.ts", source: 'export const mode = process.env["MODE"];' },
  { crime: "a Server Action appears", file: "app/x.ts", source: '"use server";\nexport const act = 1;' },
  { crime: "a Server Action hides in a function", file: "app/x.ts", source: 'export async function act() {\n  "use server";\n}' },
  { crime: "the product prints", file: "lib/server/x.ts", source: 'console.log("hello");\nexport {};', rule: "no-console" },
  {
    crime: "a null is waved away",
    file: "lib/ground/x.ts",
    source: "export const one = (list: string[]) => list[0]!;",
    rule: "@typescript-eslint/no-non-null-assertion",
  },
  {
    crime: "a type is given up",
    file: "lib/ground/x.ts",
    source: "export const one = (value: any) => value;",
    rule: "@typescript-eslint/no-explicit-any",
  },
  {
    crime: "the compiler is told to look away",
    file: "lib/ground/x.ts",
    source: "// @ts-ignore\nexport const one = 1;",
    rule: "@typescript-eslint/ban-ts-comment",
  },
];

/** Without the rules that read types: the bans above need none, and a whole program would have to be loaded for them. */
const eslint = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] });
const refusedBy = async (file: string, source: string): Promise<unknown[]> => {
  const [result] = await eslint.lintText(`${source}\n`, { filePath: file });
  return (result?.messages ?? []).filter((message) => message.severity === 2).map((message) => message.ruleId);
};

describe("every ban of the lint has been seen to fire", () => {
  it.each(CRIMES)("refuses that $crime", { timeout: LINT_MS }, async ({ file, source, rule = "no-restricted-syntax" }) => {
    expect(await refusedBy(file, source)).toContain(rule);
  });

  it("cannot be switched off by a comment", { timeout: LINT_MS }, async () => {
    expect(await refusedBy("lib/server/x.ts", "// eslint-disable-next-line no-console\nconsole.log(1);\nexport {};")).toContain(
      "no-console",
    );
  });

  it("lets an honest file pass, and the clock ask the machine", { timeout: LINT_MS }, async () => {
    expect(await refusedBy("lib/ground/x.ts", "/** One. */\nexport const one = 1;")).toEqual([]);
    expect(await refusedBy("lib/server/clock/x.ts", "export const at = Date.now();")).toEqual([]);
    expect(await refusedBy("lib/server/env.ts", "export const mode = process.env;")).toEqual([]);
  });
});

describe("the lint's own settings", () => {
  const severities = async (file: string): Promise<Map<string, number>> => {
    const config = (await new ESLint().calculateConfigForFile(file)) as { rules: Record<string, [number]> };
    return new Map(Object.entries(config.rules).map(([rule, [severity]]) => [rule, severity]));
  };

  it.each(["lib/server/env.ts", "app/layout.tsx", "testpool/server/x.ts", "scripts/check.ts", "e2e/x.spec.ts"])(
    "know no warning: %s",
    async (file) => {
      const rules = await severities(file);
      expect([...rules].filter(([, severity]) => severity === 1)).toEqual([]);
      for (const rule of ["no-floating-promises", "no-unsafe-argument", "switch-exhaustiveness-check", "no-misused-promises"]) {
        expect(rules.get(`@typescript-eslint/${rule}`)).toBe(2);
      }
    },
  );
});
