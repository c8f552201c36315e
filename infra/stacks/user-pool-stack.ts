// The traders' pool: its functions, its clients, its domain for machines.
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { createMachineClient } from "../constructs/machine-client";
import type { PoolMail } from "../constructs/pool-properties";
import { createUserPool, keepSecret, type UserPoolParts } from "../constructs/user-pool";
import type { Deployment } from "../deployment";
import { invariant } from "../invariant";
import { HoldfastStack } from "./holdfast-stack";
import { dataKeyIn } from "./keys-stack";
import type { PoolPolicy } from "@/lib/policy/pool-policy";

/** What a pool's stack is given. */
export interface PoolStackProps {
  readonly policy: PoolPolicy;
  readonly poolMail: PoolMail;
  readonly poolWebAclArn: string;
  readonly dataKeyArn: string;
  readonly recoveryTicketKey: ISecret;
}

/** A machine client, and how it gets its tokens. */
export interface MachineParts {
  readonly clientId: string;
  readonly clientSecret: ISecret;
  readonly tokenUrl: string;
}

export class UserPoolStack extends HoldfastStack {
  readonly parts: UserPoolParts;
  readonly machine: MachineParts;

  constructor(scope: Construct, deployment: Deployment, props: PoolStackProps) {
    super(scope, "HoldfastUserPool", deployment, "Holdfast: the traders' user pool and its functions");
    const { policy, poolMail, poolWebAclArn, dataKeyArn, recoveryTicketKey } = props;
    const { machineClient } = policy;
    invariant(machineClient !== null, "the traders' pool has a client for our own machines");
    const dataKey = dataKeyIn(this, dataKeyArn);
    this.parts = createUserPool(this, {
      ...{ policy, relyingPartyId: deployment.appDomain, mail: poolMail, name: "traders", webAclArn: poolWebAclArn, dataKey },
      ...{ secrets: { RECOVERY_TICKET_KEY: recoveryTicketKey }, secretsRevision: deployment.secretsRevision },
    });
    const client = createMachineClient(this.parts.pool, machineClient, deployment.poolDomainPrefix);
    this.machine = {
      clientId: client.ref,
      clientSecret: keepSecret(this, "MachineClientSecret", client, dataKey),
      tokenUrl: `https://${deployment.poolDomainPrefix}.auth.${deployment.region}.amazoncognito.com/oauth2/token`,
    };
  }
}
