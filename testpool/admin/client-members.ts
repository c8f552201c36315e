// What CreateUserPoolClient takes, with the limits of AWS's API reference (documented).
import { CLIENT_SECRET, USER_POOL_ID } from "../protocol/common-shapes";
import { flag, integer, jsonDocument, listOf, needed, oneOf, structure, text } from "../protocol/shapes";

const YEARS_10_SECONDS = 315_360_000;
const URL = text({ min: 1, max: 1024, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" });
const UNIT = oneOf(["seconds", "minutes", "hours", "days"]);
const ATTRIBUTE_NAMES = listOf(text({ min: 1, max: 2048 }));

/** The members of CreateUserPoolClient. */
export const CLIENT_MEMBERS = {
  UserPoolId: needed(USER_POOL_ID),
  ClientName: needed(text({ min: 1, max: 128, pattern: "[\\w\\s+=,.@-]+" })),
  GenerateSecret: flag,
  ClientSecret: CLIENT_SECRET,
  RefreshTokenValidity: integer({ min: 0, max: YEARS_10_SECONDS }),
  AccessTokenValidity: integer({ min: 1, max: 86_400 }),
  IdTokenValidity: integer({ min: 1, max: 86_400 }),
  TokenValidityUnits: structure({ AccessToken: UNIT, IdToken: UNIT, RefreshToken: UNIT }),
  ReadAttributes: ATTRIBUTE_NAMES,
  WriteAttributes: ATTRIBUTE_NAMES,
  ExplicitAuthFlows: listOf(
    oneOf([
      "ADMIN_NO_SRP_AUTH",
      "CUSTOM_AUTH_FLOW_ONLY",
      "USER_PASSWORD_AUTH",
      "ALLOW_ADMIN_USER_PASSWORD_AUTH",
      "ALLOW_CUSTOM_AUTH",
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
      "ALLOW_USER_AUTH",
      // AWS's prose names this flow and its enum does not (documented).
      "ALLOW_CLIENT_TOKEN_AUTH",
    ]),
  ),
  SupportedIdentityProviders: listOf(text({ min: 1, max: 32, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\p{Z}]+" })),
  CallbackURLs: listOf(URL, { max: 100 }),
  LogoutURLs: listOf(URL, { max: 100 }),
  DefaultRedirectURI: URL,
  AllowedOAuthFlows: listOf(oneOf(["code", "implicit", "client_credentials"]), { max: 3 }),
  AllowedOAuthScopes: listOf(text({ min: 1, max: 256, pattern: "[\\x21\\x23-\\x5B\\x5D-\\x7E]+" }), { max: 50 }),
  AllowedOAuthFlowsUserPoolClient: flag,
  AnalyticsConfiguration: jsonDocument,
  PreventUserExistenceErrors: oneOf(["LEGACY", "ENABLED"]),
  EnableTokenRevocation: flag,
  EnablePropagateAdditionalUserContextData: flag,
  AuthSessionValidity: integer({ min: 3, max: 15 }),
  RefreshTokenRotation: structure({
    Feature: needed(oneOf(["ENABLED", "DISABLED"])),
    RetryGracePeriodSeconds: integer({ min: 0, max: 60 }),
  }),
} as const;
