// The pool of a policy in CloudFormation's words, property by property, without a figure of its own. It is written to the resource itself and not to
// CDK's friendlier class, whose defaults (SMS recovery, open read attributes, the implicit flow) are choices that nobody here made.
import type { CfnUserPool } from "aws-cdk-lib/aws-cognito";
import type { PoolPolicy } from "@/lib/policy/pool-policy";

/** Where the pool's mail leaves. */
export interface PoolMail {
  readonly identityArn: string;
  readonly configurationSet: string;
  readonly from: string;
}

/** What a pool needs beside its policy. */
export interface PoolSurroundings {
  /** Host name that the passkeys of the pool belong to. */
  readonly relyingPartyId: string;
  readonly mail: PoolMail;
}

type PoolProperties = ConstructorParameters<typeof CfnUserPool>[2];

/** Everything of the pool but its triggers. Times of a policy are in seconds, here in Cognito's unit of each field. */
export function poolProperties(policy: PoolPolicy, { relyingPartyId, mail }: PoolSurroundings): NonNullable<PoolProperties> {
  return {
    userPoolTier: policy.userPoolTier,
    deletionProtection: policy.deletionProtection,
    issuerConfiguration: { type: policy.issuerType },
    aliasAttributes: [...policy.aliasAttributes],
    autoVerifiedAttributes: [...policy.autoVerifiedAttributes],
    usernameConfiguration: { caseSensitive: policy.caseSensitive },
    schema: [{ name: "email", attributeDataType: "String", required: true, mutable: true }],
    adminCreateUserConfig: { allowAdminCreateUserOnly: !policy.selfSignUp },
    accountRecoverySetting: { recoveryMechanisms: policy.recoveryMechanisms.map((name, index) => ({ name, priority: index + 1 })) },
    userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: [...policy.attributesRequireVerificationBeforeUpdate] },
    policies: {
      passwordPolicy: { ...policy.passwordPolicy },
      signInPolicy: { allowedFirstAuthFactors: [...policy.allowedFirstAuthFactors] },
    },
    ...secondFactors(policy),
    webAuthnRelyingPartyId: relyingPartyId,
    webAuthnUserVerification: policy.webAuthn.userVerification,
    webAuthnFactorConfiguration: policy.webAuthn.factorConfiguration,
    userPoolAddOns: {
      advancedSecurityMode: policy.threatProtection.standardMode,
      advancedSecurityAdditionalFlows: { customAuthMode: policy.threatProtection.customAuthMode },
    },
    emailConfiguration: {
      emailSendingAccount: "DEVELOPER",
      sourceArn: mail.identityArn,
      configurationSet: mail.configurationSet,
      from: mail.from,
    },
  };
}

function secondFactors(policy: PoolPolicy): Partial<NonNullable<PoolProperties>> {
  const enabledMfas = [...(policy.softwareTokenMfa ? ["SOFTWARE_TOKEN_MFA"] : []), ...(policy.smsMfa ? ["SMS_MFA"] : [])];
  // Without the property a pool remembers no device, and no device can then stand in for a second factor.
  const remembered = { deviceConfiguration: { challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: false } };
  return { mfaConfiguration: policy.mfaConfiguration, enabledMfas, ...(policy.rememberDevices ? remembered : {}) };
}
