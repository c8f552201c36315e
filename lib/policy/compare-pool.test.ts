import type {
  DescribeRiskConfigurationResponse,
  DescribeUserPoolResponse,
  GetUserPoolMfaConfigResponse,
  UserPoolClientType,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, it } from "vitest";
import { comparePool, tellDifference } from "./compare-pool";
import type { DescribedPool } from "./described-pool";
import { TRADER_POOL } from "./pool-policy";

const ARN = "arn:aws:lambda:eu-central-1:111122223333:function:";

const ADD_ONS = { AdvancedSecurityMode: "ENFORCED", AdvancedSecurityAdditionalFlows: { CustomAuthMode: "AUDIT" } } as const;

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
    ...{ PreSignUp: `${ARN}sign-up`, PreTokenGenerationConfig: { LambdaArn: `${ARN}tokens`, LambdaVersion: "V2_0" } },
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
  UserPoolAddOns: ADD_ONS,
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
const WITH_MIGRATION = { ...POOL.LambdaConfig, UserMigration: `${ARN}move` };
const NOTHING = { Notify: false, EventAction: "NO_ACTION" } as const;
const RISK: NonNullable<DescribeRiskConfigurationResponse["RiskConfiguration"]> = {
  CompromisedCredentialsRiskConfiguration: {
    EventFilter: ["SIGN_UP", "PASSWORD_CHANGE"],
    Actions: { EventAction: "BLOCK" },
  },
  AccountTakeoverRiskConfiguration: { Actions: { LowAction: NOTHING, MediumAction: NOTHING, HighAction: NOTHING } },
};
const LIVE: DescribedPool = {
  ...{ pool: POOL, mfa: MFA, risk: RISK },
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
      { ...LIVE, pool: { ...POOL, UserPoolAddOns: { ...ADD_ONS, AdvancedSecurityMode: "OFF" } } },
      "UserPoolAddOns.AdvancedSecurityMode is OFF, the policy says ENFORCED",
    ],
    [
      "custom sign-ins that nobody watches",
      { ...LIVE, pool: { ...POOL, UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" } } },
      "UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode is OFF, the policy says AUDIT",
    ],
    [
      "leaked passwords that are let in",
      {
        ...LIVE,
        risk: {
          ...RISK,
          CompromisedCredentialsRiskConfiguration: {
            ...RISK.CompromisedCredentialsRiskConfiguration,
            Actions: { EventAction: "NO_ACTION" },
          },
        },
      },
      "CompromisedCredentialsRiskConfiguration.Actions.EventAction is NO_ACTION, the policy says BLOCK",
    ],
    [
      "leaked passwords that are looked for at sign-up only",
      {
        ...LIVE,
        risk: {
          ...RISK,
          CompromisedCredentialsRiskConfiguration: { EventFilter: ["SIGN_UP"], Actions: { EventAction: "BLOCK" } },
        },
      },
      "CompromisedCredentialsRiskConfiguration.EventFilter is SIGN_UP, the policy says PASSWORD_CHANGE, SIGN_UP",
    ],
    ...(["LowAction", "MediumAction", "HighAction"] as const).map((level): [string, DescribedPool, string] => [
      `sign-ins that the pool blocks by itself (${level})`,
      {
        ...LIVE,
        risk: {
          ...RISK,
          AccountTakeoverRiskConfiguration: {
            Actions: { ...RISK.AccountTakeoverRiskConfiguration?.Actions, [level]: { Notify: false, EventAction: "BLOCK" } },
          },
        },
      },
      `AccountTakeoverRiskConfiguration.Actions.${level} is BLOCK, the policy says NO_ACTION`,
    ]),
    [
      "an older form of a trigger",
      {
        ...LIVE,
        pool: {
          ...POOL,
          LambdaConfig: { ...POOL.LambdaConfig, PreTokenGenerationConfig: { LambdaArn: `${ARN}t`, LambdaVersion: "V1_0" } },
        },
      },
      "LambdaConfig.PreTokenGenerationConfig.LambdaVersion is V1_0, the policy says V2_0",
    ],
    ["an identity provider", { ...LIVE, identityProviders: ["Google"] }, "identity provider Google is present, the policy says absent"],
    [
      "one trigger more",
      { ...LIVE, pool: { ...POOL, LambdaConfig: WITH_MIGRATION } },
      "LambdaConfig is CreateAuthChallenge, DefineAuthChallenge, PreSignUp, PreTokenGeneration, UserMigration, VerifyAuthChallengeResponse, " +
        "the policy says CreateAuthChallenge, DefineAuthChallenge, PreSignUp, PreTokenGeneration, VerifyAuthChallengeResponse",
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
