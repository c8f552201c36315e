import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { STAFF_POOL, TRADER_POOL } from "@/lib/policy/pool-policy";
import { TRIGGER_HANDLERS } from "./pool-triggers";
import { at, resourcesOf, theOne } from "./testing/resources";
import { templateOf, type Resource } from "./testing/synthesise";

const POOLS = [
  { kind: "traders", stack: "HoldfastUserPool", policy: TRADER_POOL },
  { kind: "staff", stack: "HoldfastStaffPool", policy: STAFF_POOL },
] as const;
const FUNCTIONS = POOLS.flatMap(({ kind, stack, policy }) => policy.triggers.map((trigger) => ({ kind, stack, trigger })));

/** What the local pool is handed, by pool, asked of a process of its own: the file reads its environment when it is loaded. */
function localTriggers(): Readonly<Record<string, readonly string[]>> {
  const program = `import("./infra/triggers/local-pool.ts").then(({ default: pools }) =>
    console.log(JSON.stringify(Object.fromEntries(Object.entries(pools).map(([pool, handlers]) => [pool, Object.keys(handlers)])))))`;
  const env = { ...process.env, COGNITO_USER_POOL_ID: "traders", COGNITO_STAFF_USER_POOL_ID: "staff" };
  const answer = execFileSync(process.execPath, ["--import", "tsx", "-e", program], { env, encoding: "utf8" });
  return JSON.parse(answer) as Readonly<Record<string, readonly string[]>>;
}

describe("the triggers of the pools", () => {
  it("are for the local pool what the policy says, pool by pool", () => {
    const local = localTriggers();
    for (const { kind, policy } of POOLS) expect([...(local[kind] ?? [])].sort()).toEqual([...policy.triggers].sort());
  });

  it("are answered by the files that the local pool runs, name by name", () => {
    const source = readFileSync("infra/triggers/local-pool.ts", "utf8");
    const local = [...source.matchAll(/import \{ handler as (\w+) \} from "\.\/([\w-]+)";/g)].map(([, trigger, file]) => [
      trigger,
      `${String(file)}.ts`,
    ]);
    expect(local.length).toBeGreaterThan(2);
    expect(Object.fromEntries(local)).toEqual(
      Object.fromEntries(Object.entries(TRIGGER_HANDLERS).map(([trigger, { file }]) => [trigger, file])),
    );
  });

  it("leave no handler in the folder without a line", () => {
    const handlers = readdirSync("infra/triggers").filter(
      (file) =>
        file.endsWith(".ts") &&
        !file.includes(".test.") &&
        /export (async )?(function|const) handler\b/.test(readFileSync(`infra/triggers/${file}`, "utf8")),
    );
    expect(handlers.sort()).toEqual(
      Object.values(TRIGGER_HANDLERS)
        .map(({ file }) => file)
        .sort(),
    );
  });
});

describe.each(POOLS)("the pool of the $kind", ({ stack, policy }) => {
  it("calls the functions of its policy, and no other", () => {
    const config = (at(theOne(templateOf(stack), "AWS::Cognito::UserPool"), "LambdaConfig") ?? {}) as Readonly<Record<string, unknown>>;
    const named = policy.triggers.map((trigger) => (trigger === "PreTokenGeneration" ? "PreTokenGenerationConfig" : trigger));
    expect(Object.keys(config).sort()).toEqual([...named].sort());
    expect(resourcesOf(templateOf(stack), "AWS::Lambda::Function")).toHaveLength(policy.triggers.length);
  });

  it("is the only one that may call them", () => {
    const permissions = resourcesOf(templateOf(stack), "AWS::Lambda::Permission").map(([, permission]) => permission.Properties);
    expect(permissions).toHaveLength(policy.triggers.length);
    for (const permission of permissions)
      expect(permission).toMatchObject({
        Action: "lambda:InvokeFunction",
        Principal: "cognito-idp.amazonaws.com",
        SourceAccount: "111111111111",
        SourceArn: { "Fn::GetAtt": ["Pool", "Arn"] },
      });
  });
});

describe.each(FUNCTIONS)("the function of $trigger ($kind)", ({ kind, stack, trigger }) => {
  const lambda = (): Resource => {
    const found = resourcesOf(templateOf(stack), "AWS::Lambda::Function").find(([id]) => new RegExp(`^${trigger}[0-9A-F]{8}$`).test(id));
    if (found === undefined) throw new Error(`There is no function of ${trigger}`);
    return found[1];
  };
  const secrets = TRIGGER_HANDLERS[trigger]?.secrets ?? [];

  it("runs on Node 24", () => expect(at(lambda(), "Runtime")).toBe("nodejs24.x"));
  it("ends before Cognito gives up", () => expect(at(lambda(), "Timeout")).toBe(4));
  it("has a share of the account's concurrency and no more", () => expect(at(lambda(), "ReservedConcurrentExecutions")).toBe(50));
  it("has its environment under our key", () => expect(at(lambda(), "KmsKeyArn")).toBeDefined());
  it("stands in no network", () => expect(at(lambda(), "VpcConfig")).toBeUndefined());

  it("writes a log that is encrypted and ends", () => {
    const log = theOne(templateOf(stack), "AWS::Logs::LogGroup", `/holdfast/${kind}/triggers/${trigger}"`);
    expect(at(log, "RetentionInDays")).toBe(400);
    expect(at(log, "KmsKeyId")).toBeDefined();
    expect(JSON.stringify(at(lambda(), "LoggingConfig"))).toContain(`${trigger}Log`);
  });

  it("may write its own log and nothing else", () => {
    const [, policy] =
      resourcesOf(templateOf(stack), "AWS::IAM::Policy").find(([id]) => id.startsWith(`${trigger}RoleDefaultPolicy`)) ?? [];
    const statements = policy === undefined ? undefined : at(policy, "PolicyDocument.Statement");
    expect(statements).toMatchObject([{ Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Effect: "Allow" }]);
    expect(JSON.stringify(statements)).toContain(`${trigger}Log`);
  });

  it("is given exactly the secrets of its line, and none of them in the template", () => {
    const variables = (at(lambda(), "Environment.Variables") ?? {}) as Readonly<Record<string, unknown>>;
    expect(Object.keys(variables).sort()).toEqual(secrets.length === 0 ? [] : [...secrets, "SECRETS_REVISION"].sort());
    for (const name of secrets) expect(JSON.stringify(variables[name])).toContain("{{resolve:secretsmanager:");
  });
});

describe("the bundle of a function", () => {
  it("brings nothing along, and answers when it is called", () => {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-bundle-"));
    try {
      for (const { file } of Object.values(TRIGGER_HANDLERS)) {
        const out = join(folder, file.replace(/\.ts$/, ".js"));
        const options = ["--bundle", "--platform=node", "--target=node24", "--format=cjs", `--outfile=${out}`];
        execFileSync("node_modules/.bin/esbuild", [`infra/triggers/${file}`, ...options], { stdio: "pipe" });
        const asked = [...readFileSync(out, "utf8").matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name);
        expect(asked.filter((name) => !name?.startsWith("node:"))).toEqual([]);
        expect(execFileSync(process.execPath, ["-p", `typeof require(${JSON.stringify(out)}).handler`], { encoding: "utf8" }).trim()).toBe(
          "function",
        );
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
