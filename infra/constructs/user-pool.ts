// One pool of a policy with all that belongs to it: its web client, its answers to risk, its log, and the wall that lets only our egress in.
import { RemovalPolicy, SecretValue, type Stack } from "aws-cdk-lib";
import { CfnUserPool, type CfnUserPoolClient } from "aws-cdk-lib/aws-cognito";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import { CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import { createSecret } from "./create-secret";
import { createLogGroup } from "./log-group";
import { poolProperties, type PoolSurroundings } from "./pool-properties";
import { protectAgainstThreats } from "./threat-protection";
import {
  admitPool,
  createTriggerFunctions,
  lambdaConfigOf,
  type TriggerFunctions,
  type TriggerFunctionsOptions,
} from "./trigger-functions";
import { createWebClient } from "./web-client";
import type { PoolPolicy } from "@/lib/policy/pool-policy";

/** What a pool is made with beside its policy. */
export interface UserPoolOptions extends PoolSurroundings {
  readonly policy: PoolPolicy;
  readonly secrets: TriggerFunctionsOptions["secrets"];
  readonly secretsRevision: string;
  readonly webAclArn: string;
  readonly dataKey: IKey;
  /** Name that the pool's log group carries. */
  readonly name: string;
}

/** A pool, and what the services are told of it. */
export interface UserPoolParts {
  readonly pool: CfnUserPool;
  readonly functions: TriggerFunctions;
  readonly webClient: CfnUserPoolClient;
  readonly webClientSecret: ISecret;
}

/** Makes the pool in `stack`. It is kept when the stack goes: whoever deletes a pool deletes every account's credentials. */
export function createUserPool(stack: Stack, options: UserPoolOptions): UserPoolParts {
  const { policy, webAclArn, dataKey, name } = options;
  const functions = createTriggerFunctions(stack, policy, { ...options, pool: name });
  const lambdaConfig = lambdaConfigOf(functions, policy);
  const pool = new CfnUserPool(stack, "Pool", { ...poolProperties(policy, options), userPoolName: `holdfast-${name}`, lambdaConfig });
  pool.applyRemovalPolicy(RemovalPolicy.RETAIN);
  admitPool(functions, pool);
  const wall = new CfnWebACLAssociation(stack, "Wall", { resourceArn: pool.attrArn, webAclArn });
  const webClient = createWebClient(pool, policy.webClient);
  // No client is there before the wall is.
  webClient.addResourceDependency(wall);
  protectAgainstThreats(pool, policy.threatProtection, createLogGroup(stack, "SignIns", { name: `/holdfast/${name}/sign-ins`, dataKey }));
  return { pool, functions, webClient, webClientSecret: keepSecret(stack, "WebClientSecret", webClient, dataKey) };
}

/** Keeps the secret that Cognito made for a client where the services can be given it. It passes through no output and no log. */
export function keepSecret(stack: Stack, id: string, client: CfnUserPoolClient, dataKey: IKey): ISecret {
  return createSecret(stack, id, dataKey, { secretStringValue: SecretValue.resourceAttribute(client.attrClientSecret) });
}
