import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { POOL_TRIGGERS } from "./pool-triggers";
import { at, resourcesOf, theOne } from "./testing/resources";
import { templateOf, type Resource } from "./testing/synthesise";

const pool = () => templateOf("HoldfastUserPool");
const functions = () => resourcesOf(pool(), "AWS::Lambda::Function");
const functionOf = (trigger: string): Resource => {
  const found = functions().find(([id]) => new RegExp(`^${trigger}[0-9A-F]{8}$`).test(id));
  if (found === undefined) throw new Error(`There is no function of ${trigger}`);
  return found[1];
};

describe("the table of triggers", () => {
  it("deploys exactly the handlers that the local pool runs, at the same moments", () => {
    const source = readFileSync("infra/triggers/local-pool.ts", "utf8");
    const local = [...source.matchAll(/import \{ handler as (\w+) \} from "\.\/([\w-]+)";/g)].map(([, trigger, file]) => ({
      trigger,
      file: `${String(file)}.ts`,
    }));
    const deployed = POOL_TRIGGERS.map(({ trigger, file }) => ({ trigger, file }));
    const byName = (left: { trigger: string | undefined }, right: { trigger: string | undefined }) =>
      String(left.trigger).localeCompare(String(right.trigger));
    expect(local.length).toBeGreaterThan(2);
    expect([...local].sort(byName)).toEqual([...deployed].sort(byName));
  });

  it("leaves no handler in the folder undeployed", () => {
    const handlers = readdirSync("infra/triggers").filter(
      (file) =>
        file.endsWith(".ts") &&
        !file.includes(".test.") &&
        /export (async )?(function|const) handler\b/.test(readFileSync(`infra/triggers/${file}`, "utf8")),
    );
    expect(handlers.sort()).toEqual(POOL_TRIGGERS.map(({ file }) => file).sort());
  });

  it("names every moment once", () => {
    expect(new Set(POOL_TRIGGERS.map(({ trigger }) => trigger)).size).toBe(POOL_TRIGGERS.length);
  });
});

describe("the traders' pool", () => {
  it("calls one function per line of the table, and no other", () => {
    const config = at(theOne(pool(), "AWS::Cognito::UserPool"), "LambdaConfig") as Readonly<Record<string, unknown>>;
    const named = POOL_TRIGGERS.map(({ trigger, eventVersion }) =>
      trigger === "PreTokenGeneration" && eventVersion !== undefined ? "PreTokenGenerationConfig" : trigger,
    );
    expect(Object.keys(config).sort()).toEqual([...named].sort());
    expect(functions()).toHaveLength(POOL_TRIGGERS.length);
  });

  it("is the only one that may call them", () => {
    const permissions = resourcesOf(pool(), "AWS::Lambda::Permission").map(([, permission]) => permission.Properties);
    expect(permissions).toHaveLength(POOL_TRIGGERS.length);
    for (const permission of permissions)
      expect(permission).toMatchObject({
        Action: "lambda:InvokeFunction",
        Principal: "cognito-idp.amazonaws.com",
        SourceAccount: "111111111111",
        SourceArn: { "Fn::GetAtt": ["Pool", "Arn"] },
      });
  });
});

describe.each(POOL_TRIGGERS)("the function of $trigger", ({ trigger, secrets = [] }) => {
  const lambda = () => functionOf(trigger);

  it("runs on Node 24", () => expect(at(lambda(), "Runtime")).toBe("nodejs24.x"));
  it("ends before Cognito gives up", () => expect(at(lambda(), "Timeout")).toBe(4));
  it("has a share of the account's concurrency and no more", () => expect(at(lambda(), "ReservedConcurrentExecutions")).toBe(50));
  it("has its environment under our key", () => expect(at(lambda(), "KmsKeyArn")).toBeDefined());
  it("stands in no network", () => expect(at(lambda(), "VpcConfig")).toBeUndefined());

  it("writes a log that is encrypted and ends", () => {
    const log = theOne(pool(), "AWS::Logs::LogGroup", `/holdfast/triggers/${trigger}"`);
    expect(at(log, "RetentionInDays")).toBe(400);
    expect(at(log, "KmsKeyId")).toBeDefined();
    expect(JSON.stringify(at(lambda(), "LoggingConfig"))).toContain(`${trigger}Log`);
  });

  it("may write its own log and nothing else", () => {
    const [, policy] = resourcesOf(pool(), "AWS::IAM::Policy").find(([id]) => id.startsWith(`${trigger}RoleDefaultPolicy`)) ?? [];
    const statements = policy === undefined ? undefined : at(policy, "PolicyDocument.Statement");
    expect(statements).toMatchObject([{ Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Effect: "Allow" }]);
    expect(JSON.stringify(statements)).toContain(`${trigger}Log`);
    const role = resourcesOf(pool(), "AWS::IAM::Role").find(([id]) => id.startsWith(`${trigger}Role`))?.[1];
    expect(role?.Properties).toBeDefined();
    expect(role?.Properties?.["ManagedPolicyArns"]).toBeUndefined();
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
      for (const { file } of POOL_TRIGGERS) {
        const out = join(folder, file.replace(/\.ts$/, ".js"));
        execFileSync(
          "node_modules/.bin/esbuild",
          [`infra/triggers/${file}`, "--bundle", "--platform=node", "--target=node24", "--format=cjs", `--outfile=${out}`],
          {
            stdio: "pipe",
          },
        );
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
