import { describe, expect, it } from "vitest";
import { STAR_EXCEPTIONS } from "./star-exceptions";
import { at, resourcesOf } from "./testing/resources";
import { templateOf, templates } from "./testing/synthesise";

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
}

/** Every statement that a role of ours is given, with where it stands. */
function statements(): { readonly where: string; readonly statement: Statement }[] {
  return [...templates()].flatMap(([stackName, template]) => {
    const policies = ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"].flatMap((type) => resourcesOf(template, type));
    const standing = policies.map(([id, policy]) => [id, at(policy, "PolicyDocument")] as const);
    const inline = resourcesOf(template, "AWS::IAM::Role").flatMap(([id, role]) =>
      ((at(role, "Policies") ?? []) as { PolicyDocument: unknown }[]).map(({ PolicyDocument }) => [id, PolicyDocument] as const),
    );
    return [...standing, ...inline].flatMap(([id, document]) =>
      (document as { Statement: Statement[] }).Statement.map((statement) => ({ where: `${stackName}/${id}`, statement })),
    );
  });
}

const actionsOf = ({ Action }: Statement): string[] => [Action].flat();
const isStar = (resource: unknown): boolean => [resource].flat().some((one) => one === "*");

describe("what our roles may do", () => {
  it("is said by actions without a star, and never by what is left out", () => {
    expect(statements().length).toBeGreaterThan(20);
    expect(
      statements().flatMap(({ where, statement }) =>
        actionsOf(statement)
          .filter((action) => action.includes("*"))
          .map((action) => `${where}: ${action}`),
      ),
    ).toEqual([]);
    expect(statements().filter(({ statement }) => statement.NotAction !== undefined)).toEqual([]);
  });

  it("is bound to a resource, but for the listed exceptions", () => {
    const open = statements().filter(({ statement }) => isStar(statement.Resource));
    const allowed = STAR_EXCEPTIONS.map(({ action }) => action);
    expect(
      open.flatMap(({ where, statement }) =>
        actionsOf(statement)
          .filter((action) => !allowed.includes(action))
          .map((action) => `${where}: ${action}`),
      ),
    ).toEqual([]);
  });

  it("needs every exception that is listed, each with its reason", () => {
    const open = new Set(
      statements()
        .filter(({ statement }) => isStar(statement.Resource))
        .flatMap(({ statement }) => actionsOf(statement)),
    );
    for (const { action, reason } of STAR_EXCEPTIONS) {
      expect(open.has(action)).toBe(true);
      expect(reason.length).toBeGreaterThan(40);
    }
  });

  it("ends in no star inside a resource either", () => {
    const wide = statements().filter(({ statement }) => !isStar(statement.Resource) && /\*/.test(JSON.stringify(statement.Resource)));
    expect(wide.map(({ where }) => where)).toEqual([]);
  });

  it("comes from no policy of AWS's own, which change without us", () => {
    const roles = [...templates().values()].flatMap((template) => resourcesOf(template, "AWS::IAM::Role"));
    expect(roles.length).toBeGreaterThan(10);
    expect(roles.filter(([, role]) => at(role, "ManagedPolicyArns") !== undefined).map(([id]) => id)).toEqual([]);
  });

  it("is nobody's by a name and a password: there is no IAM user", () => {
    const users = [...templates().values()].flatMap((template) => resourcesOf(template, "AWS::IAM::User"));
    expect(users).toEqual([]);
  });

  it("holds not one call of Cognito: the product speaks to the pools as their client, by its secret and not by IAM", () => {
    const asked = statements().flatMap(({ statement }) => actionsOf(statement).filter((action) => /^cognito/.test(action)));
    expect(asked).toEqual([]);
  });

  it("is taken by services of AWS only, and by tasks of this account only", () => {
    for (const [stackName, template] of templates()) {
      for (const [id, role] of resourcesOf(template, "AWS::IAM::Role")) {
        const [trust, ...others] = at(role, "AssumeRolePolicyDocument.Statement") as Record<string, Record<string, unknown>>[];
        expect(others, `${stackName}/${id}`).toEqual([]);
        const service = String(trust?.["Principal"]?.["Service"]);
        expect(service, `${stackName}/${id}`).toMatch(/^(ecs-tasks|lambda|vpc-flow-logs)\.amazonaws\.com$/);
        if (service.startsWith("ecs-tasks"))
          expect(trust?.["Condition"]).toEqual({ StringEquals: { "aws:SourceAccount": "111111111111" } });
      }
    }
  });
});

describe("which secrets a service can read", () => {
  const readableBy = (stackName: string, role: string): string[] => {
    const policies = resourcesOf(templateOf(stackName), "AWS::IAM::Policy").filter(([id]) => id.startsWith(role));
    const text = JSON.stringify(
      policies.flatMap(([, policy]) =>
        (at(policy, "PolicyDocument.Statement") as Statement[]).filter((statement) =>
          actionsOf(statement).includes("secretsmanager:GetSecretValue"),
        ),
      ),
    );
    return [...text.matchAll(/Holdfast\w+:ExportsOutput(?:Ref|FnGetAtt)(\w+?)[0-9A-F]{8}/g)].map(([, name]) => String(name)).sort();
  };

  it("is for the product: its own keys, its client and the database as holdfast_app", () => {
    expect(readableBy("HoldfastApp", "ExecutionRole")).toEqual(
      ["ChainRpcUrl", "RecoveryTicketKey", "SessionSealKey", "WebClientSecret", "WebhookKey", "appUrl"].sort(),
    );
  });
  it("is for the desk: the same, the staff's client and the database as holdfast_ops", () => {
    expect(readableBy("HoldfastOps", "ExecutionRole")).toEqual(
      ["ChainRpcUrl", "RecoveryTicketKey", "SessionSealKey", "WebClientSecret", "WebClientSecret", "WebhookKey", "appUrl", "opsUrl"].sort(),
    );
  });
  it("is for the worker: no key of sessions, no client, and the database as holdfast_worker", () => {
    expect(readableBy("HoldfastWorker", "WorkerExecutionRole")).toEqual(["ChainRpcUrl", "MailUrl", "WebhookKey", "workerUrl"].sort());
  });
  it("is for the indexer: a machine's secret and the node's address", () => {
    expect(readableBy("HoldfastWorker", "IndexerExecutionRole")).toEqual(["ChainRpcUrl", "MachineClientSecret"].sort());
  });
});
