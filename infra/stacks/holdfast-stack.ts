// What every stack of ours has: its place, and protection against being deleted by a slip.
import { Stack, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Deployment } from "../deployment";

export class HoldfastStack extends Stack {
  constructor(scope: Construct, id: string, { account, region }: Deployment, description: string) {
    super(scope, id, { env: { account, region }, terminationProtection: true, description });
    Tags.of(this).add("project", "holdfast");
  }
}
