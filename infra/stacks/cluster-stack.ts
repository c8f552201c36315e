// The Fargate cluster that every service runs in.
import type { Vpc } from "aws-cdk-lib/aws-ec2";
import { Cluster, ContainerInsights } from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment";
import { HoldfastStack } from "./holdfast-stack";

export class ClusterStack extends HoldfastStack {
  readonly cluster: Cluster;

  constructor(scope: Construct, deployment: Deployment, { vpc }: { readonly vpc: Vpc }) {
    super(scope, "HoldfastCluster", deployment, "Holdfast: the Fargate cluster");
    this.cluster = new Cluster(this, "Cluster", { vpc, clusterName: "holdfast", containerInsightsV2: ContainerInsights.ENABLED });
  }
}
