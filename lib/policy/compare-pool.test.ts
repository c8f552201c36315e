import type { DescribeUserPoolResponse, GetUserPoolMfaConfigResponse, UserPoolClientType } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { comparePool, tellDifference } from "./compare-pool";
import type { DescribedPool } from "./described-pool";
import { TRADER_POOL } from "./pool-policy";

const ARN = "arn:aws:lambda:eu-central-1:111122223333:function:";

// What a live pool of the policy would answer, in the SDK's own types. Written after AWS's reference; no live pool was asked.
const POOL: NonNullable<DescribeUserPoolResponse["UserPool"]> = {
  ...{
    Id: "eu-central-1_AbCdEf123",
    Name: "traders",
    Arn: "arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_AbCdEf123",
  },
  ...{ CreationDate: new Date(0), LastModifiedDate: new Date(0), EstimatedNumberOfUsers: 12, UserPoolTags: { product: "holdfast" } },
  Policies: {
    PasswordPolicy: {
      ...{ MinimumLength: 12, RequireUppercase: false, RequireLowercase: false, RequireNumbers: false, RequireSymbols: false },
      TemporaryPasswordValidityDays: 1,
    },
    SignInPolicy: { AllowedFirstAuthFactors: ["WEB_AUTHN", "PASSWORD"] },
  },
  DeletionProtection: "ACTIVE",
  LambdaConfig: {
    ...{ DefineAuthChallenge: `${ARN}define`, CreateAuthChallenge: `${ARN}create`, VerifyAuthChallengeResponse: `${ARN}verify` },
  },
  SchemaAttributes: [
    { Name: "sub", AttributeDataType: "String", Required: true, Mutable: false },
    { Name: "email", AttributeDataType: "String", Required: false, Mutable: true },
  ],
  ...{ AutoVerifiedAttributes: ["email"], AliasAttributes: ["email"], MfaConfiguration: "ON", UserPoolTier: "PLUS" },
  VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_CODE" },
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
  EmailConfiguration: { EmailSendingAccount: "DEVELOPER", SourceArn: "arn:aws:ses:eu-central-1:111122223333:identity/example.com" },
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 1 },
  UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" },
  UsernameConfiguration: { CaseSensitive: false },
  AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: "verified_email" }] },
  Domain: "holdfast-machines",
};
const MFA: GetUserPoolMfaConfigResponse = {
  SoftwareTokenMfaConfiguration: { Enabled: true },
  MfaConfiguration: "ON",
  WebAuthnConfiguration: {
    ...{ RelyingPartyId: "app.example.com", UserVerification: "required", FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" },
  },
};
const WEB: UserPoolClientType = {
  ...{ UserPoolId: POOL.Id, ClientName: "web", ClientId: "webclient", CreationDate: new Date(0), LastModifiedDate: new Date(0) },
  ...{ RefreshTokenValidity: 12, AccessTokenValidity: 5, IdTokenValidity: 5 },
  TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "hours" },
  ...{ ReadAttributes: ["email_verified", "email"], WriteAttributes: ["email"] },
  ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_AUTH", "ALLOW_USER_SRP_AUTH"],
  ...{ AllowedOAuthFlowsUserPoolClient: false, SupportedIdentityProviders: ["COGNITO"], PreventUserExistenceErrors: "ENABLED" },
  ...{ EnableTokenRevocation: true, EnablePropagateAdditionalUserContextData: true, AuthSessionValidity: 15 },
  RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 60 },
};
const MACHINE: UserPoolClientType = {
  ...{ UserPoolId: POOL.Id, ClientName: "indexer", ClientId: "machineclient", AccessTokenValidity: 900 },
  TokenValidityUnits: { AccessToken: "seconds" },
  ...{ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["client_credentials"], AllowedOAuthScopes: ["holdfast-ingest/write"] },
  ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
};
const LIVE: DescribedPool = {
  ...{ pool: POOL, mfa: MFA },
  clients: [
    { ...WEB, hasSecret: true },
    { ...MACHINE, hasSecret: true },
  ],
  resourceServers: [{ Identifier: "holdfast-ingest", Scopes: [{ ScopeName: "write" }] }],
  ...{ groups: [], identityProviders: [], notShown: [] },
};
const OURS = { web: "webclient", machine: "machineclient" };
const linesOf = (described: DescribedPool): string[] =>
  comparePool(TRADER_POOL, described, OURS).differences.map((found) => tellDifference("pool", found));
const withWeb = (change: Partial<UserPoolClientType>): DescribedPool => ({
  ...LIVE,
  clients: [{ ...WEB, ...change, hasSecret: true }, ...LIVE.clients.slice(1)],
});

describe("a live pool, as the SDK tells of it", () => {
  it("is the policy's when it says the same in other units and orders", () => {
    expect(linesOf(LIVE)).toEqual([]);
  });

  it.each<[string, DescribedPool, string]>([
    [
      "threat protection that is off",
      { ...LIVE, pool: { ...POOL, UserPoolAddOns: { AdvancedSecurityMode: "OFF" } } },
      "Threat protection (UserPoolAddOns) is false, the policy says true",
    ],
    ["an identity provider", { ...LIVE, identityProviders: ["Google"] }, "identity provider Google is present, the policy says absent"],
    [
      "a newer form of a trigger",
      {
        ...LIVE,
        pool: {
          ...POOL,
          LambdaConfig: { ...POOL.LambdaConfig, PreTokenGenerationConfig: { LambdaArn: `${ARN}t`, LambdaVersion: "V2_0" } },
        },
      },
      "LambdaConfig is CreateAuthChallenge, DefineAuthChallenge, PreTokenGeneration, VerifyAuthChallengeResponse, " +
        "the policy says CreateAuthChallenge, DefineAuthChallenge, VerifyAuthChallengeResponse",
    ],
    [
      "a member that nobody has judged",
      { ...LIVE, pool: { ...POOL, ...{ OpenDoorConfiguration: {} } } },
      "member OpenDoorConfiguration of the pool's description is present, the policy says absent",
    ],
    [
      "a flow that sends passwords in clear",
      withWeb({ ExplicitAuthFlows: [...(WEB.ExplicitAuthFlows ?? []), "ALLOW_USER_PASSWORD_AUTH"] }),
      "web client: ExplicitAuthFlows is ALLOW_CUSTOM_AUTH, ALLOW_USER_AUTH, ALLOW_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH, " +
        "the policy says ALLOW_CUSTOM_AUTH, ALLOW_USER_AUTH, ALLOW_USER_SRP_AUTH",
    ],
    ["the hosted sign-in page", withWeb({ AllowedOAuthFlows: ["code"] }), "web client: AllowedOAuthFlows is code, the policy says none"],
    [
      "a stranger's sign-in at our client",
      withWeb({ SupportedIdentityProviders: ["COGNITO", "Google"] }),
      "web client: SupportedIdentityProviders beside COGNITO is Google, the policy says none",
    ],
    [
      "lists of attributes that were left out",
      withWeb({ WriteAttributes: undefined }),
      "web client: WriteAttributes is every standard attribute, the policy says email",
    ],
    [
      "lifetimes at their default",
      withWeb({ TokenValidityUnits: { IdToken: "minutes", RefreshToken: "hours" } }),
      "web client: AccessTokenValidity in seconds is 18000, the policy says 300",
    ],
    [
      "a client without a secret",
      { ...LIVE, clients: [{ ...WEB, hasSecret: false }, ...LIVE.clients.slice(1)] },
      "web client: ClientSecret is false, the policy says true",
    ],
    [
      "a machine that may do more than its resource server offers",
      {
        ...LIVE,
        clients: [...LIVE.clients.slice(0, 1), { ...MACHINE, AllowedOAuthScopes: ["holdfast-ingest/write", "openid"], hasSecret: true }],
      },
      "machine client: AllowedOAuthScopes is holdfast-ingest/write, openid, the policy says holdfast-ingest/write",
    ],
  ])("differs by %s, and by nothing else", (_, described, line) => {
    expect(linesOf(described)).toEqual([`pool: ${line}`]);
  });
});
