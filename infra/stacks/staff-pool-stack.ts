// The staff's pool: nobody signs up, nobody recovers by mail, no machine has a client.
import type { Construct } from "constructs";
import { createUserPool, type UserPoolParts } from "../constructs/user-pool";
import type { Deployment } from "../deployment";
import { invariant } from "../invariant";
import { HoldfastStack } from "./holdfast-stack";
import { dataKeyIn } from "./keys-stack";
import type { PoolStackProps } from "./user-pool-stack";

export class StaffPoolStack extends HoldfastStack {
  readonly parts: UserPoolParts;

  constructor(scope: Construct, deployment: Deployment, props: PoolStackProps) {
    super(scope, "HoldfastStaffPool", deployment, "Holdfast: the support desk's user pool");
    const { policy, poolMail, poolWebAclArn, dataKeyArn, recoveryTicketKey } = props;
    invariant(policy.machineClient === null, "no machine has a client in the staff's pool");
    this.parts = createUserPool(this, {
      ...{ policy, relyingPartyId: deployment.opsDomain, mail: poolMail, name: "staff" },
      ...{ webAclArn: poolWebAclArn, dataKey: dataKeyIn(this, dataKeyArn) },
      ...{ secrets: { RECOVERY_TICKET_KEY: recoveryTicketKey }, secretsRevision: deployment.secretsRevision },
    });
  }
}
