// What a seeded pool or client would have been asked for: a seed says it in the pool's own words, and descriptions are in Cognito's.
import { TRIGGER_NAMES, type ClientRecord, type PoolRecord } from "../store/settings-records";
import { ACCOUNT_ID } from "./account-id";
import type { ClientRequest } from "./check-client-settings";
import type { PoolRequest } from "./check-pool-settings";

/** Where a trigger of the local pool would lie; its handlers come with the process that started it. */
const triggerArn = ({ region }: PoolRecord, name: string): string => `arn:aws:lambda:${region}:${ACCOUNT_ID}:function:${name}`;

const named = (name: string, value: readonly string[]): object => (value.length === 0 ? {} : { [name]: value });

function lambdaConfigOf(pool: PoolRecord): object {
  const names = TRIGGER_NAMES.filter((name) => pool.triggers.includes(name));
  return Object.fromEntries(
    names.map((name): readonly [string, unknown] =>
      // The newer forms of this one have a member of their own.
      name === "PreTokenGeneration" && pool.preTokenVersion !== "V1_0"
        ? ["PreTokenGenerationConfig", { LambdaArn: triggerArn(pool, name), LambdaVersion: pool.preTokenVersion }]
        : [name, triggerArn(pool, name)],
    ),
  );
}

/** The request that makes a pool like this one. What stands at its default is left out, where AWS leaves it out of a description too (assumed). */
export function poolRequestOf(pool: PoolRecord): PoolRequest {
  const { devices, recoveryOptions, acrNames } = pool;
  return {
    PoolName: pool.name,
    ...named("AliasAttributes", pool.aliasAttributes),
    ...named("UsernameAttributes", pool.usernameAttributes),
    ...named("AutoVerifiedAttributes", pool.autoVerifiedAttributes),
    UsernameConfiguration: { CaseSensitive: pool.isCaseSensitive },
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: pool.verifyBeforeUpdate as ("email" | "phone_number")[] },
    AccountRecoverySetting: { RecoveryMechanisms: recoveryOptions.map((Name, index) => ({ Priority: index + 1, Name })) },
    LambdaConfig: lambdaConfigOf(pool),
    ...(devices === null
      ? {}
      : {
          DeviceConfiguration: {
            ChallengeRequiredOnNewDevice: devices.challengeRequiredOnNewDevice,
            DeviceOnlyRememberedOnUserPrompt: devices.onlyRememberedOnUserPrompt,
          },
        }),
    IssuerConfiguration: { Type: pool.issuerType },
    ...(pool.nativeStepUp
      ? { AcrConfiguration: Object.fromEntries(Object.entries(acrNames).map(([level, AcrValue]) => [level, { AcrValue }])) }
      : {}),
  };
}

/** The request that makes a client like this one; its lifetimes are in seconds. */
export function clientRequestOf(client: ClientRecord): ClientRequest {
  const { rotation } = client;
  return {
    UserPoolId: client.poolId,
    ClientName: client.name,
    ExplicitAuthFlows: client.explicitAuthFlows as NonNullable<ClientRequest["ExplicitAuthFlows"]>,
    AccessTokenValidity: client.accessTokenSeconds,
    IdTokenValidity: client.idTokenSeconds,
    RefreshTokenValidity: client.refreshTokenSeconds,
    TokenValidityUnits: { AccessToken: "seconds", IdToken: "seconds", RefreshToken: "seconds" },
    ...(client.readAttributes === null ? {} : { ReadAttributes: client.readAttributes }),
    ...(client.writeAttributes === null ? {} : { WriteAttributes: client.writeAttributes }),
    PreventUserExistenceErrors: client.preventUserExistenceErrors ? "ENABLED" : "LEGACY",
    RefreshTokenRotation: {
      Feature: rotation.enabled ? "ENABLED" : "DISABLED",
      RetryGracePeriodSeconds: rotation.graceSeconds,
    },
    ...(client.oauthFlows.length === 0
      ? {}
      : {
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthFlows: client.oauthFlows as NonNullable<ClientRequest["AllowedOAuthFlows"]>,
          AllowedOAuthScopes: client.oauthScopes,
        }),
  };
}
