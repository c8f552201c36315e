// What each pool must be, property by property, in figures that were written here by hand. They are not read from the policy: whoever changes one of
// them there, or loses one on the way into the template, turns the test of that name red.
import { at, theOne } from "./resources";
import type { Template } from "./synthesise";

/** One property of a pool's template. */
export interface PoolExpectation {
  readonly says: string;
  readonly read: (template: Template) => unknown;
  readonly expected: unknown;
}

const POOL = "AWS::Cognito::UserPool";
const CLIENT = "AWS::Cognito::UserPoolClient";
const RISK = "AWS::Cognito::UserPoolRiskConfigurationAttachment";

const of =
  (type: string, named: string) =>
  (says: string, path: string, expected: unknown): PoolExpectation => ({
    says,
    read: (template) => at(theOne(template, type, named), path),
    expected,
  });
const pool = of(POOL, "");
const web = of(CLIENT, '"ClientName":"web"');
const machine = of(CLIENT, '"ClientName":"machine"');
const risk = of(RISK, "");

const BOTH: readonly PoolExpectation[] = [
  pool("lets a function judge both tokens", "LambdaConfig.PreTokenGenerationConfig.LambdaVersion", "V2_0"),
  pool("has the plan with threat protection", "UserPoolTier", "PLUS"),
  pool("cannot be deleted by a slip", "DeletionProtection", "ACTIVE"),
  {
    says: "is kept when its stack goes",
    read: (template) => theOne(template, POOL).DeletionPolicy,
    expected: "Retain",
  },
  pool("writes the original form of issuer into its tokens", "IssuerConfiguration.Type", "ORIGINAL"),
  pool("takes an email as alias, so that the username stays random", "AliasAttributes", ["email"]),
  pool("names no attribute as username", "UsernameAttributes", undefined),
  pool("tells no two accounts apart by upper and lower case", "UsernameConfiguration.CaseSensitive", false),
  pool("verifies the email by itself", "AutoVerifiedAttributes", ["email"]),
  pool("keeps the old email until the new one is proven", "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate", [
    "email",
  ]),
  pool("demands a changeable email and no other attribute", "Schema", [
    { Name: "email", AttributeDataType: "String", Required: true, Mutable: true },
  ]),
  pool("requires a second factor", "MfaConfiguration", "ON"),
  pool("knows authenticator codes and no SMS", "EnabledMfas", ["SOFTWARE_TOKEN_MFA"]),
  pool("can send no SMS", "SmsConfiguration", undefined),
  pool("lets people choose between password and passkey first", "Policies.SignInPolicy.AllowedFirstAuthFactors", ["PASSWORD", "WEB_AUTHN"]),
  pool("demands user verification of passkeys", "WebAuthnUserVerification", "required"),
  pool("counts a verified passkey as both factors", "WebAuthnFactorConfiguration", "MULTI_FACTOR_WITH_USER_VERIFICATION"),
  pool("remembers no device, which would stand in for a factor", "DeviceConfiguration", undefined),
  pool("takes passwords of twelve characters and more", "Policies.PasswordPolicy.MinimumLength", 12),
  pool("demands no lower case", "Policies.PasswordPolicy.RequireLowercase", false),
  pool("demands no upper case", "Policies.PasswordPolicy.RequireUppercase", false),
  pool("demands no digit", "Policies.PasswordPolicy.RequireNumbers", false),
  pool("demands no symbol", "Policies.PasswordPolicy.RequireSymbols", false),
  pool("lets a first password live one day", "Policies.PasswordPolicy.TemporaryPasswordValidityDays", 1),
  pool("enforces its judgement of passwords", "UserPoolAddOns.AdvancedSecurityMode", "ENFORCED"),
  pool("only notes its judgement of custom sign-ins", "UserPoolAddOns.AdvancedSecurityAdditionalFlows.CustomAuthMode", "AUDIT"),
  pool("sends mail by our own domain", "EmailConfiguration.EmailSendingAccount", "DEVELOPER"),
  risk("refuses a password that is known to have leaked", "CompromisedCredentialsRiskConfiguration.Actions.EventAction", "BLOCK"),
  risk("looks at passwords when they are chosen", "CompromisedCredentialsRiskConfiguration.EventFilter", ["SIGN_UP", "PASSWORD_CHANGE"]),
  risk("does nothing by itself at a low risk", "AccountTakeoverRiskConfiguration.Actions.LowAction", {
    EventAction: "NO_ACTION",
    Notify: false,
  }),
  risk("does nothing by itself at a medium risk", "AccountTakeoverRiskConfiguration.Actions.MediumAction", {
    EventAction: "NO_ACTION",
    Notify: false,
  }),
  risk("does nothing by itself at a high risk", "AccountTakeoverRiskConfiguration.Actions.HighAction", {
    EventAction: "NO_ACTION",
    Notify: false,
  }),
  risk("judges sign-ins by every client", "ClientId", "ALL"),
  web("has a secret", "GenerateSecret", true),
  web("gives fifteen minutes to answer a challenge", "AuthSessionValidity", 15),
  web("gives access tokens of five minutes", "AccessTokenValidity", 300),
  web("gives ID tokens of five minutes", "IdTokenValidity", 300),
  web("counts token lives in seconds", "TokenValidityUnits", { AccessToken: "seconds", IdToken: "seconds", RefreshToken: "seconds" }),
  web("rotates refresh tokens", "RefreshTokenRotation.Feature", "ENABLED"),
  web("lets a rotated token answer for a minute more", "RefreshTokenRotation.RetryGracePeriodSeconds", 60),
  web("can revoke tokens", "EnableTokenRevocation", true),
  web("does not tell whether an account exists", "PreventUserExistenceErrors", "ENABLED"),
  web("lets the pool see the person's own address", "EnablePropagateAdditionalUserContextData", true),
  web("reads the email and whether it is verified, and nothing else", "ReadAttributes", ["email", "email_verified"]),
  web("writes the email and nothing else", "WriteAttributes", ["email"]),
  web("knows the pool's own accounts only", "SupportedIdentityProviders", ["COGNITO"]),
  web("has no OAuth flow", "AllowedOAuthFlows", undefined),
  web("has no scope", "AllowedOAuthScopes", undefined),
  web("has no callback", "CallbackURLs", undefined),
  web("is no client of managed login", "AllowedOAuthFlowsUserPoolClient", false),
];

/** The moments at which a pool calls a function of ours. */
const triggers = (template: Template): string[] => Object.keys(at(theOne(template, POOL), "LambdaConfig") ?? {}).sort();

const TRADERS: readonly PoolExpectation[] = [
  {
    says: "calls our functions at five moments",
    read: triggers,
    expected: ["CreateAuthChallenge", "DefineAuthChallenge", "PreSignUp", "PreTokenGenerationConfig", "VerifyAuthChallengeResponse"],
  },
  pool("lets people sign up", "AdminCreateUserConfig.AllowAdminCreateUserOnly", false),
  pool("sends a forgotten password's code to the verified email only", "AccountRecoverySetting.RecoveryMechanisms", [
    { Name: "verified_email", Priority: 1 },
  ]),
  pool("knows passkeys of the product's host", "WebAuthnRelyingPartyID", "app.example.com"),
  web("signs in by SRP, by choice and by custom challenge, and never by a bare password", "ExplicitAuthFlows", [
    "ALLOW_USER_SRP_AUTH",
    "ALLOW_USER_AUTH",
    "ALLOW_CUSTOM_AUTH",
  ]),
  web("gives refresh tokens of twelve hours", "RefreshTokenValidity", 43_200),
  machine("has a secret (machines)", "GenerateSecret", true),
  machine("gets tokens by its own credentials only", "AllowedOAuthFlows", ["client_credentials"]),
  machine("may write to the ingest and nothing else", "AllowedOAuthScopes", ["holdfast-ingest/write"]),
  machine("gets tokens of a quarter of an hour", "AccessTokenValidity", 900),
  machine("opens no sign-in", "ExplicitAuthFlows", ["ALLOW_REFRESH_TOKEN_AUTH"]),
  of("AWS::Cognito::UserPoolResourceServer", "")("knows the ingest by name", "Identifier", "holdfast-ingest"),
  of("AWS::Cognito::UserPoolResourceServer", "")("knows one scope of the ingest", "Scopes", [
    { ScopeName: "write", ScopeDescription: "holdfast-ingest: write" },
  ]),
];

const count = (type: string) => (template: Template) =>
  Object.values(template.Resources).filter((resource) => resource.Type === type).length;

const STAFF: readonly PoolExpectation[] = [
  pool("lets nobody sign up", "AdminCreateUserConfig.AllowAdminCreateUserOnly", true),
  pool("lets nobody recover by mail", "AccountRecoverySetting.RecoveryMechanisms", [{ Name: "admin_only", Priority: 1 }]),
  pool("knows passkeys of the desk's host", "WebAuthnRelyingPartyID", "ops.example.com"),
  { says: "calls a function for its tokens only", read: triggers, expected: ["PreTokenGenerationConfig"] },
  web("signs in by SRP and by choice, and by nothing else", "ExplicitAuthFlows", ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH"]),
  web("gives refresh tokens of a shift, eight hours", "RefreshTokenValidity", 28_800),
  { says: "has one client", read: count(CLIENT), expected: 1 },
  { says: "has no domain", read: count("AWS::Cognito::UserPoolDomain"), expected: 0 },
];

/** Everything that is expected of the two pools. */
export const POOL_EXPECTATIONS = { traders: [...BOTH, ...TRADERS], staff: [...BOTH, ...STAFF] } as const;
