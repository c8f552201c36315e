// Where mail leaves: the pools' codes and the worker's notices. The domain signs (DKIM), TLS is demanded, and complaints and bounces are remembered.
import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailIdentity, Identity, SuppressionReasons } from "aws-cdk-lib/aws-ses";
import type { Construct } from "constructs";
import type { PoolMail } from "../constructs/pool-properties";
import type { Deployment } from "../deployment";
import { HoldfastStack } from "./holdfast-stack";

const CONFIGURATION_SET = "holdfast";

export class MailStack extends HoldfastStack {
  readonly poolMail: PoolMail;

  constructor(scope: Construct, deployment: Deployment) {
    super(scope, "HoldfastMail", deployment, "Holdfast: sending domain");
    const configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
      configurationSetName: CONFIGURATION_SET,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    const identity = new EmailIdentity(this, "Identity", {
      identity: Identity.domain(deployment.mailDomain),
      configurationSet,
      mailFromDomain: `bounce.${deployment.mailDomain}`,
    });
    this.poolMail = {
      identityArn: identity.emailIdentityArn,
      configurationSet: CONFIGURATION_SET,
      from: `Holdfast <no-reply@${deployment.mailDomain}>`,
    };
  }
}
