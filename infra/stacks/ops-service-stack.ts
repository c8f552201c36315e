// The support desk: the same image with the four settings that open /ops, behind a load balancer that only the staff's network reaches.
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { productEnvironment } from "../constructs/product-settings";
import type { UserPoolParts } from "../constructs/user-pool";
import { createWebService, type WebService } from "../constructs/web-service";
import type { Deployment } from "../deployment";
import type { WebServiceProps } from "./app-service-stack";
import { HoldfastStack } from "./holdfast-stack";
import { dataKeyIn } from "./keys-stack";

interface OpsServiceProps extends WebServiceProps {
  readonly staff: UserPoolParts;
  readonly opsDatabaseUrl: ISecret;
}

export class OpsServiceStack extends HoldfastStack {
  readonly web: WebService;

  constructor(scope: Construct, deployment: Deployment, props: OpsServiceProps) {
    super(scope, "HoldfastOps", deployment, "Holdfast: the support desk");
    const { groups, repository, dataKeyArn, settings, secrets, staff, opsDatabaseUrl } = props;
    this.web = createWebService(this, {
      ...{ name: "ops", vpc: props.vpc, cluster: props.cluster, dataKey: dataKeyIn(this, dataKeyArn) },
      ...{ isPublic: false, certificateArn: deployment.opsCertificateArn, edgeGroup: groups.opsEdge, serviceGroup: groups.ops },
      ...{ cpu: 512, memoryMiB: 1024, tasks: { min: 2, max: 4 } },
      image: { repository, tag: deployment.imageTag },
      environment: {
        ...productEnvironment(settings, deployment.opsDomain),
        COGNITO_STAFF_USER_POOL_ID: staff.pool.ref,
        COGNITO_STAFF_CLIENT_ID: staff.webClient.ref,
      },
      secrets: { ...secrets, COGNITO_STAFF_CLIENT_SECRET: staff.webClientSecret, OPS_DATABASE_URL: opsDatabaseUrl },
    });
  }
}
