// A pool of the policy in the words of the test pool's --seed file.
import type { MachineClientPolicy, PoolPolicy } from "@/lib/policy/pool-policy";

/** Who a client is; what it may do is the policy's. */
export interface ClientIdentity {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The settings of one pool without its clients; `relyingPartyId` is the host name that its passkeys belong to. */
export function seededPool(policy: PoolPolicy, relyingPartyId: string): object {
  const { passwordPolicy, machineClient } = policy;
  return {
    mfaConfiguration: policy.mfaConfiguration,
    softwareTokenMfa: policy.softwareTokenMfa,
    smsMfa: policy.smsMfa,
    ...(policy.rememberDevices ? { devices: {} } : {}),
    webAuthn: { relyingPartyId, ...policy.webAuthn },
    firstFactors: policy.allowedFirstAuthFactors,
    selfSignUp: policy.selfSignUp,
    passwordPolicy: {
      lengthMin: passwordPolicy.minimumLength,
      requireLowercase: passwordPolicy.requireLowercase,
      requireUppercase: passwordPolicy.requireUppercase,
      requireNumbers: passwordPolicy.requireNumbers,
      requireSymbols: passwordPolicy.requireSymbols,
      temporaryDays: passwordPolicy.temporaryPasswordValidityDays,
    },
    aliasAttributes: policy.aliasAttributes,
    isCaseSensitive: policy.caseSensitive,
    autoVerifiedAttributes: policy.autoVerifiedAttributes,
    verifyBeforeUpdate: policy.attributesRequireVerificationBeforeUpdate,
    recoveryOptions: policy.recoveryMechanisms,
    issuerType: policy.issuerType,
    preTokenVersion: policy.preTokenGenerationVersion,
    triggers: policy.triggers,
    tier: policy.userPoolTier,
    deletionProtection: policy.deletionProtection === "ACTIVE",
    resourceServers: machineClient === null ? [] : [seededResourceServer(machineClient)],
  };
}

const seededResourceServer = ({ resourceServer }: MachineClientPolicy): object => ({
  identifier: resourceServer.identifier,
  scopes: resourceServer.scopes.map((name) => ({ name })),
});

/** The client that people sign in through. */
export function seededWebClient({ webClient }: PoolPolicy, { clientId, clientSecret }: ClientIdentity): object {
  return {
    ...{ id: clientId, secret: clientSecret },
    explicitAuthFlows: webClient.explicitAuthFlows,
    authSessionSeconds: webClient.authSessionSeconds,
    accessTokenSeconds: webClient.accessTokenSeconds,
    idTokenSeconds: webClient.idTokenSeconds,
    refreshTokenSeconds: webClient.refreshTokenSeconds,
    rotation: {
      enabled: webClient.refreshRotation.feature === "ENABLED",
      graceSeconds: webClient.refreshRotation.retryGracePeriodSeconds,
    },
    preventUserExistenceErrors: webClient.preventUserExistenceErrors === "ENABLED",
    tokenRevocation: webClient.enableTokenRevocation,
    propagatesContext: webClient.enablePropagateAdditionalUserContextData,
    readAttributes: webClient.readAttributes,
    writeAttributes: webClient.writeAttributes,
  };
}

/** The client of our own machines, with every scope of its resource server. */
export function seededMachineClient(
  { resourceServer, accessTokenSeconds }: MachineClientPolicy,
  { clientId, clientSecret }: ClientIdentity,
): object {
  const oauthScopes = resourceServer.scopes.map((name) => `${resourceServer.identifier}/${name}`);
  return {
    ...{ id: clientId, secret: clientSecret, accessTokenSeconds, explicitAuthFlows: [] },
    ...{ oauthFlows: ["client_credentials"], oauthScopes },
  };
}
