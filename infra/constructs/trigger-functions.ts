// The pool's functions: the very files that the local pool runs, bundled by esbuild, each with a role that may write its own log and nothing else.
import { Duration, type Stack } from "aws-cdk-lib";
import type { CfnUserPool } from "aws-cdk-lib/aws-cognito";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Architecture, CfnPermission, Runtime } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import { fileURLToPath } from "node:url";
import { invariant } from "../invariant";
import { TRIGGER_HANDLERS, type TriggerSecret } from "../pool-triggers";
import { createLogGroup } from "./log-group";
import type { PoolPolicy, PoolTrigger } from "@/lib/policy/pool-policy";

/** Cognito ends its wait after five seconds; the function ends before, so that its own log says why. */
const TIMEOUT_SECONDS = 4;
/** So many run at once per function and no more: a flood of sign-ins must not take every function of the account with it. */
const RESERVED_CONCURRENCY = 50;

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export interface TriggerFunctionsOptions {
  /** The pool's name, under which the logs stand. */
  readonly pool: string;
  readonly secrets: Readonly<Record<TriggerSecret, ISecret>>;
  readonly secretsRevision: string;
  readonly dataKey: IKey;
}

/** The functions by the moment at which they are called. */
export type TriggerFunctions = ReadonlyMap<PoolTrigger, NodejsFunction>;

/** Makes one function per moment of a pool's policy. A secret is resolved by CloudFormation at deployment and stands in no template. */
export function createTriggerFunctions(stack: Stack, { triggers }: PoolPolicy, options: TriggerFunctionsOptions): TriggerFunctions {
  return new Map(triggers.map((trigger) => [trigger, createFunction(stack, trigger, options)]));
}

function createFunction(stack: Stack, trigger: PoolTrigger, options: TriggerFunctionsOptions): NodejsFunction {
  const handler = TRIGGER_HANDLERS[trigger];
  invariant(handler !== undefined, `a file answers at ${trigger}`);
  const { file, secrets = [], memoryMiB = 256 } = handler;
  const { dataKey, secretsRevision } = options;
  const logGroup = createLogGroup(stack, `${trigger}Log`, { name: `/holdfast/${options.pool}/triggers/${trigger}`, dataKey });
  const role = new Role(stack, `${trigger}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  role.addToPolicy(new PolicyStatement({ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [logGroup.logGroupArn] }));
  const given = secrets.map((name) => [name, options.secrets[name].secretValue.unsafeUnwrap()] as const);
  return new NodejsFunction(stack, trigger, {
    entry: fromRoot(`infra/triggers/${file}`),
    depsLockFilePath: fromRoot("package-lock.json"),
    projectRoot: fromRoot("."),
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: memoryMiB,
    timeout: Duration.seconds(TIMEOUT_SECONDS),
    reservedConcurrentExecutions: RESERVED_CONCURRENCY,
    role,
    logGroup,
    awsSdkConnectionReuse: false,
    environment: given.length === 0 ? {} : { ...Object.fromEntries(given), SECRETS_REVISION: secretsRevision },
    environmentEncryption: dataKey,
    bundling: { format: OutputFormat.CJS, target: "node24", minify: false, forceDockerBundling: false },
  });
}

/** The pool's own words for its functions. */
export function lambdaConfigOf(functions: TriggerFunctions, { preTokenGenerationVersion }: PoolPolicy): CfnUserPool.LambdaConfigProperty {
  const entries = [...functions].map(([trigger, { functionArn }]): readonly [string, unknown] =>
    trigger === "PreTokenGeneration"
      ? ["preTokenGenerationConfig", { lambdaArn: functionArn, lambdaVersion: preTokenGenerationVersion }]
      : [`${trigger.charAt(0).toLowerCase()}${trigger.slice(1)}`, functionArn],
  );
  return Object.fromEntries(entries);
}

/** Lets this one pool of this account call them, and nobody else. */
export function admitPool(functions: TriggerFunctions, pool: CfnUserPool): void {
  for (const [trigger, { functionArn }] of functions) {
    new CfnPermission(pool.stack, `${trigger}Permission`, {
      action: "lambda:InvokeFunction",
      functionName: functionArn,
      principal: "cognito-idp.amazonaws.com",
      sourceArn: pool.attrArn,
      sourceAccount: pool.stack.account,
    });
  }
}
