// The network: three zones, services without public addresses, a database without a way out, and fixed addresses of egress that the pools know us by.
import { CfnEIP, FlowLogDestination, IpAddresses, NatProvider, SubnetType, Vpc, type IVpc } from "aws-cdk-lib/aws-ec2";
import type { Construct } from "constructs";
import { createLogGroup } from "../constructs/log-group";
import { createSecurityGroups, type SecurityGroups } from "../constructs/security-groups";
import type { Deployment } from "../deployment";
import { HoldfastStack } from "./holdfast-stack";
import { dataKeyIn } from "./keys-stack";

const ZONES = 3;

export class NetworkStack extends HoldfastStack {
  readonly vpc: IVpc;
  readonly groups: SecurityGroups;
  /** Where our requests come from, as the world sees them. The pools admit these and nobody else. */
  readonly egressAddresses: readonly string[];

  constructor(scope: Construct, deployment: Deployment, { dataKeyArn }: { readonly dataKeyArn: string }) {
    super(scope, "HoldfastNetwork", deployment, "Holdfast: network, egress and security groups");
    const addresses = Array.from({ length: ZONES }, (_, index) => new CfnEIP(this, `Egress${index + 1}`, { domain: "vpc" }));
    this.egressAddresses = addresses.map((address) => address.attrPublicIp);
    // CDK's classes are wider than their own interfaces under exactOptionalPropertyTypes; hence the "as" here and wherever a class is made.
    this.vpc = new Vpc(this, "Vpc", {
      ipAddresses: IpAddresses.cidr("10.80.0.0/16"),
      maxAzs: ZONES,
      natGateways: ZONES,
      natGatewayProvider: NatProvider.gateway({ eipAllocationIds: addresses.map((address) => address.attrAllocationId) }),
      subnetConfiguration: [
        { name: "edge", subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
        { name: "services", subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 22 },
        { name: "data", subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
      ],
    }) as IVpc;
    const flows = createLogGroup(this, "Flows", { name: "/holdfast/network/flows", dataKey: dataKeyIn(this, dataKeyArn) });
    this.vpc.addFlowLog("FlowLog", { destination: FlowLogDestination.toCloudWatchLogs(flows) });
    this.groups = createSecurityGroups(this.vpc, deployment.staffNetworks);
  }
}
