// The pool's functions: the very files that the local pool runs, bundled by esbuild, each with a role that may write its own log and nothing else.
import { Duration, type Stack } from "aws-cdk-lib";
import type { CfnUserPool } from "aws-cdk-lib/aws-cognito";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Architecture, CfnPermission, Runtime } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import { fileURLToPath } from "node:url";
import { POOL_TRIGGERS, type PoolTrigger, type TriggerSecret } from "../pool-triggers";
import { createLogGroup } from "./log-group";

/** Cognito ends its wait after five seconds; the function ends before, so that its own log says why. */
const TIMEOUT_SECONDS = 4;
/** So many run at once per function and no more: a flood of sign-ins must not take every function of the account with it. */
const RESERVED_CONCURRENCY = 50;

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export interface TriggerFunctionsOptions {
  readonly secrets: Readonly<Record<TriggerSecret, ISecret>>;
  readonly secretsRevision: string;
  readonly dataKey: IKey;
}

/** The functions by trigger. */
export type TriggerFunctions = ReadonlyMap<PoolTrigger, NodejsFunction>;

/** Makes one function per line of the table. A secret is resolved by CloudFormation at deployment and stands in no template. */
export function createTriggerFunctions(stack: Stack, options: TriggerFunctionsOptions): TriggerFunctions {
  return new Map(POOL_TRIGGERS.map((trigger) => [trigger, createFunction(stack, trigger, options)]));
}

function createFunction(stack: Stack, { trigger, file, secrets = [] }: PoolTrigger, options: TriggerFunctionsOptions): NodejsFunction {
  const { dataKey, secretsRevision } = options;
  const logGroup = createLogGroup(stack, `${trigger}Log`, { name: `/holdfast/triggers/${trigger}`, dataKey });
  const role = new Role(stack, `${trigger}Role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  role.addToPolicy(new PolicyStatement({ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [logGroup.logGroupArn] }));
  const given = secrets.map((name) => [name, options.secrets[name].secretValue.unsafeUnwrap()] as const);
  return new NodejsFunction(stack, trigger, {
    entry: fromRoot(`infra/triggers/${file}`),
    depsLockFilePath: fromRoot("package-lock.json"),
    projectRoot: fromRoot("."),
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: 256,
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
export function lambdaConfigOf(functions: TriggerFunctions): CfnUserPool.LambdaConfigProperty {
  const entries = [...functions].map(([{ trigger, eventVersion }, { functionArn }]): readonly [string, unknown] => {
    if (trigger === "PreTokenGeneration" && eventVersion !== undefined)
      return ["preTokenGenerationConfig", { lambdaArn: functionArn, lambdaVersion: eventVersion }];
    return [`${trigger.charAt(0).toLowerCase()}${trigger.slice(1)}`, functionArn];
  });
  return Object.fromEntries(entries);
}

/** Lets this one pool of this account call them, and nobody else. */
export function admitPool(functions: TriggerFunctions, pool: CfnUserPool): void {
  for (const [{ trigger }, { functionArn }] of functions) {
    new CfnPermission(pool.stack, `${trigger}Permission`, {
      action: "lambda:InvokeFunction",
      functionName: functionArn,
      principal: "cognito-idp.amazonaws.com",
      sourceArn: pool.attrArn,
      sourceAccount: pool.stack.account,
    });
  }
}
