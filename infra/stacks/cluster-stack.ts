// The Fargate cluster that every service runs in.
import type { IVpc } from "aws-cdk-lib/aws-ec2";
import { Cluster, ContainerInsights, type ICluster } from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment";
import { HoldfastStack } from "./holdfast-stack";

export class ClusterStack extends HoldfastStack {
  readonly cluster: ICluster;

  constructor(scope: Construct, deployment: Deployment, { vpc }: { readonly vpc: IVpc }) {
    super(scope, "HoldfastCluster", deployment, "Holdfast: the Fargate cluster");
    this.cluster = new Cluster(this, "Cluster", {
      vpc,
      clusterName: "holdfast",
      containerInsightsV2: ContainerInsights.ENABLED,
    }) as ICluster;
  }
}
