// Two lists of who gets in: one in front of the product, one in front of both pools. They stand before what they protect, so that neither pool nor
// product is ever open for the minutes between two deployments.
import { CfnIPSet, CfnLoggingConfiguration, CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import type { Construct } from "constructs";
import { createLogGroup } from "../constructs/log-group";
import { appRules, poolRules, visibilityOf } from "../constructs/web-acl-rules";
import type { Deployment } from "../deployment";
import { HoldfastStack } from "./holdfast-stack";
import { dataKeyIn } from "./keys-stack";

interface WebAclProps {
  readonly egressAddresses: readonly string[];
  readonly dataKeyArn: string;
}

export class WebAclStack extends HoldfastStack {
  readonly appWebAclArn: string;
  readonly poolWebAclArn: string;

  constructor(scope: Construct, deployment: Deployment, { egressAddresses, dataKeyArn }: WebAclProps) {
    super(scope, "HoldfastWebAcl", deployment, "Holdfast: who gets to the product and to the pools");
    const egress = new CfnIPSet(this, "Egress", {
      scope: "REGIONAL",
      ipAddressVersion: "IPV4",
      addresses: egressAddresses.map((address) => `${address}/32`),
      description: "Where our own requests come from",
    });
    const app = new CfnWebACL(this, "App", {
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rules: appRules(),
      visibilityConfig: visibilityOf("HoldfastApp"),
    });
    const pool = new CfnWebACL(this, "Pool", {
      scope: "REGIONAL",
      defaultAction: { block: {} },
      rules: poolRules(egress.attrArn),
      visibilityConfig: visibilityOf("HoldfastPool"),
    });
    const dataKey = dataKeyIn(this, dataKeyArn);
    for (const [name, acl] of [["app", app] as const, ["pool", pool] as const]) {
      // AWS demands this beginning of the name.
      const log = createLogGroup(this, `${name}Log`, { name: `aws-waf-logs-holdfast-${name}`, dataKey });
      new CfnLoggingConfiguration(this, `${name}Logging`, {
        resourceArn: acl.attrArn,
        logDestinationConfigs: [log.logGroupArn],
        redactedFields: ["authorization", "cookie"].map((header) => ({ singleHeader: { Name: header } })),
      });
    }
    this.appWebAclArn = app.attrArn;
    this.poolWebAclArn = pool.attrArn;
  }
}
