// The traders' product: a load balancer that listens to https only, behind the sieve, and the web processes.
import type { IVpc } from "aws-cdk-lib/aws-ec2";
import type { ICluster } from "aws-cdk-lib/aws-ecs";
import type { IRepository } from "aws-cdk-lib/aws-ecr";
import type { ISecret } from "aws-cdk-lib/aws-secretsmanager";
import { CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import { productEnvironment, type ProductSettings } from "../constructs/product-settings";
import type { SecurityGroups } from "../constructs/security-groups";
import { createWebService, type WebService } from "../constructs/web-service";
import type { Deployment } from "../deployment";
import { HoldfastStack } from "./holdfast-stack";
import { dataKeyIn } from "./keys-stack";

/** What both web services are given. */
export interface WebServiceProps {
  readonly vpc: IVpc;
  readonly groups: SecurityGroups;
  readonly cluster: ICluster;
  readonly repository: IRepository;
  readonly dataKeyArn: string;
  readonly settings: ProductSettings;
  readonly secrets: Readonly<Record<string, ISecret>>;
}

export class AppServiceStack extends HoldfastStack {
  readonly web: WebService;

  constructor(scope: Construct, deployment: Deployment, props: WebServiceProps & { readonly appWebAclArn: string }) {
    super(scope, "HoldfastApp", deployment, "Holdfast: the traders' product");
    const { groups, repository, dataKeyArn, settings, secrets, appWebAclArn } = props;
    this.web = createWebService(this, {
      ...{ name: "app", vpc: props.vpc, cluster: props.cluster, dataKey: dataKeyIn(this, dataKeyArn) },
      ...{ isPublic: true, certificateArn: deployment.appCertificateArn, edgeGroup: groups.edge, serviceGroup: groups.app },
      ...{ cpu: 1024, memoryMiB: 2048, tasks: { min: 3, max: 24 } },
      image: { repository, tag: deployment.imageTag },
      environment: productEnvironment(settings, deployment.appDomain),
      secrets,
    });
    const wall = new CfnWebACLAssociation(this, "Wall", { resourceArn: this.web.loadBalancer.loadBalancerArn, webAclArn: appWebAclArn });
    // Nobody is served before the sieve stands.
    this.web.service.node.addDependency(wall);
  }
}
