// Templates for tests: the whole app once for all files, and one pool alone for whoever changes its policy.
import { App, Validations, Stack } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { Secret, type ISecret } from "aws-cdk-lib/aws-secretsmanager";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApp } from "../build-app";
import { readDeployment } from "../deployment";
import { StaffPoolStack } from "../stacks/staff-pool-stack";
import { UserPoolStack } from "../stacks/user-pool-stack";
import type { PoolPolicy } from "@/lib/policy/pool-policy";

/** A resource as CloudFormation reads it. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: readonly string[];
}

/** A template, as far as a test asks. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

const { context } = JSON.parse(readFileSync("cdk.json", "utf8")) as { readonly context: Readonly<Record<string, unknown>> };

/** Runs `work` on an app that writes to a folder of its own, which is removed at once. Nothing is bundled: esbuild has a test of its own. */
function withApp<T>(work: (app: App) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), "holdfast-synth-"));
  try {
    return work(
      new App({
        analyticsReporting: false,
        outdir,
        context: {
          ...context,
          "aws:cdk:bundling-stacks": [],
          "aws:cdk:disable-stack-trace": true,
          "@aws-cdk/core:disableStackTraceCapture": true,
        },
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function synthesiseAll(): ReadonlyMap<string, Template> {
  return withApp((app) => {
    buildApp(app);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    return new Map(app.synth().stacks.map((stack) => [stack.stackName, stack.template as Template]));
  });
}

let everything: ReadonlyMap<string, Template> | null = null;

/** Every template by the stack's name. A finding of cdk-nag that nobody acknowledged makes this throw, as it stops a deployment. */
export function templates(): ReadonlyMap<string, Template> {
  everything ??= synthesiseAll();
  return everything;
}

/** One template of them. */
export function templateOf(stackName: string): Template {
  const template = templates().get(stackName);
  if (template === undefined) throw new Error(`There is no stack ${stackName}`);
  return template;
}

/** What cdk-nag says of an app that acknowledges nothing, as "rule path" with the path of the construct that an acknowledgement would name. */
export function findingsWithoutAcknowledgements(): readonly string[] {
  return withApp((app) => {
    buildApp(app, { acknowledge: () => undefined });
    const { violations } = new AwsSolutionsChecks(app).validateScope(app);
    return violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath = "" }) => `${ruleName} ${constructPath.replace(/\/Resource$/, "")}`),
    );
  });
}

const ARN = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:one";

/** The template of one pool with a policy of the test's own. */
export function poolTemplate(kind: "traders" | "staff", policy: PoolPolicy): Template {
  return withApp((app) => {
    const deployment = readDeployment(app.node);
    const props = {
      ...{ policy, poolWebAclArn: ARN, dataKeyArn: "arn:aws:kms:eu-central-1:111111111111:key/00000000-0000-0000-0000-000000000000" },
      recoveryTicketKey: ticketKey(app),
      poolMail: { identityArn: ARN, configurationSet: "holdfast", from: "Holdfast <no-reply@example.com>" },
    };
    const stack: Stack = kind === "staff" ? new StaffPoolStack(app, deployment, props) : new UserPoolStack(app, deployment, props);
    return rendered(stack);
  });
}

/** The template without the synthesis round it, whose validation takes ten times as long and judges the whole app in its own test. */
const rendered = (stack: Stack): Template =>
  stack.resolve((stack as unknown as { _toCloudFormation: () => unknown })._toCloudFormation()) as Template;

const ticketKey = (app: App): ISecret => Secret.fromSecretCompleteArn(new Stack(app, "Elsewhere"), "TicketKey", `${ARN}-AbCdEf`);
