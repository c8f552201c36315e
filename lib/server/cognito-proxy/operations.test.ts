import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { expect, test } from "vitest";

import { findOperation } from "./operations";
import { findStepUpOperation } from "./step-up-operations";

const PREFIX = "AWSCognitoIdentityProviderService.";
const ALLOWED = [
  "AssociateSoftwareToken",
  "ChangePassword",
  "CompleteWebAuthnRegistration",
  "ConfirmForgotPassword",
  "ConfirmSignUp",
  "DeleteUser",
  "DeleteWebAuthnCredential",
  "ForgotPassword",
  "GetTokensFromRefreshToken",
  "GetUser",
  "GetUserAttributeVerificationCode",
  "GlobalSignOut",
  "InitiateAuth",
  "ListWebAuthnCredentials",
  "ResendConfirmationCode",
  "RespondToAuthChallenge",
  "RevokeToken",
  "SetUserMFAPreference",
  "SignUp",
  "StartWebAuthnRegistration",
  "UpdateUserAttributes",
  "VerifySoftwareToken",
  "VerifyUserAttribute",
];
const EVERY_NAME = Object.keys(sdk).flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? []);

const parse = (operation: string, body: unknown) => findOperation(PREFIX + operation)?.request.safeParse(body);

test("of all operations of the SDK exactly the allow-list is offered", () => {
  expect(EVERY_NAME.length).toBe(140);
  expect(EVERY_NAME.filter((name) => findOperation(PREFIX + name) !== null).sort()).toEqual(ALLOWED);
});

test.each([
  ["no target", null],
  ["an empty target", ""],
  ["a bare name", "GetUser"],
  ["another case", `${PREFIX}getuser`],
  ["another case of the service", "awscognitoidentityproviderservice.GetUser"],
  ["a longer name", `${PREFIX}GetUserAuthFactors`],
  ["a trailing space", `${PREFIX}GetUser `],
  ["a leading space", ` ${PREFIX}GetUser`],
  ["another service", "AWSCognitoIdentityService.GetUser"],
  ["two dots", `${PREFIX}.GetUser`],
  ["a path", `x/${PREFIX}GetUser`],
  ["two targets", `${PREFIX}GetUser, ${PREFIX}GetUser`],
  ["a property of every object", `${PREFIX}constructor`],
])("%s is not offered", (_what, target) => {
  expect(findOperation(target)).toBeNull();
});

test("of all operations of the SDK a step-up is offered the two of a sign-in", () => {
  expect(EVERY_NAME.filter((name) => findStepUpOperation(PREFIX + name) !== null).sort()).toEqual([
    "InitiateAuth",
    "RespondToAuthChallenge",
  ]);
  expect(findStepUpOperation(null)).toBeNull();
});

const USERNAME = "trader@holdfast.test";

test.each([
  ["SRP", { AuthFlow: "USER_SRP_AUTH", AuthParameters: { USERNAME, SRP_A: "ab12" } }],
  ["choice", { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME } }],
  ["choice of a password", { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME, SRP_A: "ab12", PREFERRED_CHALLENGE: "PASSWORD_SRP" } }],
  ["choice of a passkey", { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME, PREFERRED_CHALLENGE: "WEB_AUTHN" } }],
])("a sign-in by %s keeps its own fields and drops every other", (_flow, body) => {
  const surplus = {
    ...body,
    ClientId: "other",
    ClientMetadata: { a: "b" },
    AnalyticsMetadata: {},
    UserContextData: { IpAddress: "1.2.3.4" },
    Session: "x",
    AuthParameters: { ...body.AuthParameters, DEVICE_KEY: "k", SECRET_HASH: "h", PASSWORD: "p", TARGET_ACR_VALUES: "x", ACCESS_TOKEN: "t" },
  };
  expect(parse("InitiateAuth", surplus)).toEqual({ success: true, data: body });
});

test.each([
  ["a password in clear", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME, PASSWORD: "p" } }],
  ["the password challenge", { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME, PASSWORD: "p", PREFERRED_CHALLENGE: "PASSWORD" } }],
  ["a mailed code", { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME, PREFERRED_CHALLENGE: "EMAIL_OTP" } }],
  ["a refresh token", { AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN: "r" } }],
  ["a custom flow", { AuthFlow: "CUSTOM_AUTH", AuthParameters: { USERNAME } }],
  ["an admin flow", { AuthFlow: "ADMIN_USER_PASSWORD_AUTH", AuthParameters: { USERNAME, PASSWORD: "p" } }],
  ["SRP without its number", { AuthFlow: "USER_SRP_AUTH", AuthParameters: { USERNAME } }],
  ["a number that is no hex", { AuthFlow: "USER_SRP_AUTH", AuthParameters: { USERNAME, SRP_A: "-ab" } }],
  ["a name that is no text", { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME: ["a"] } }],
  ["no parameters", { AuthFlow: "USER_AUTH" }],
  ["a list", []],
  ["nothing", null],
])("a sign-in with %s is refused", (_what, body) => {
  expect(parse("InitiateAuth", body)?.success).toBe(false);
});

test.each([
  ["another second factor", { ChallengeName: "SMS_MFA", Session: "s", ChallengeResponses: { USERNAME, SMS_MFA_CODE: "123456" } }],
  ["a password in clear", { ChallengeName: "PASSWORD", Session: "s", ChallengeResponses: { USERNAME, PASSWORD: "p" } }],
  [
    "a choice of the password in clear",
    { ChallengeName: "SELECT_CHALLENGE", Session: "s", ChallengeResponses: { USERNAME, ANSWER: "PASSWORD", PASSWORD: "p" } },
  ],
  ["a new password", { ChallengeName: "NEW_PASSWORD_REQUIRED", Session: "s", ChallengeResponses: { USERNAME, NEW_PASSWORD: "p" } }],
  ["a device", { ChallengeName: "DEVICE_SRP_AUTH", Session: "s", ChallengeResponses: { USERNAME, SRP_A: "ab", DEVICE_KEY: "k" } }],
  ["no session", { ChallengeName: "MFA_SETUP", ChallengeResponses: { USERNAME } }],
  [
    "a code that is a number",
    { ChallengeName: "SOFTWARE_TOKEN_MFA", Session: "s", ChallengeResponses: { USERNAME, SOFTWARE_TOKEN_MFA_CODE: 123456 } },
  ],
])("a challenge answered with %s is refused", (_what, body) => {
  expect(parse("RespondToAuthChallenge", body)?.success).toBe(false);
});

test("a challenge answer keeps its own fields and drops every other", () => {
  const body = { ChallengeName: "SOFTWARE_TOKEN_MFA", Session: "s", ChallengeResponses: { USERNAME, SOFTWARE_TOKEN_MFA_CODE: "123456" } };
  const surplus = { ...body, ClientMetadata: {}, ChallengeResponses: { ...body.ChallengeResponses, DEVICE_KEY: "k", SECRET_HASH: "h" } };
  expect(parse("RespondToAuthChallenge", surplus)).toEqual({ success: true, data: body });
});

test("an authenticator is enrolled by a session or by a shell, never by both or neither", () => {
  expect(parse("AssociateSoftwareToken", { Session: "s" })?.success).toBe(true);
  expect(parse("AssociateSoftwareToken", { AccessToken: "t" })?.success).toBe(true);
  expect(parse("AssociateSoftwareToken", { AccessToken: "t", Session: "s" })?.success).toBe(false);
  expect(parse("AssociateSoftwareToken", {})?.success).toBe(false);
});

test("factors can be switched on from a browser, and not off", () => {
  const on = { AccessToken: "t", SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } };
  expect(parse("SetUserMFAPreference", { ...on, SMSMfaSettings: { Enabled: true } })).toEqual({ success: true, data: on });
  expect(parse("SetUserMFAPreference", { ...on, SoftwareTokenMfaSettings: { Enabled: false } })?.success).toBe(false);
  expect(parse("SetUserMFAPreference", { AccessToken: "t", SMSMfaSettings: { Enabled: false } })?.success).toBe(false);
});

test("a confirmation cannot force an alias away from its owner", () => {
  const body = { Username: USERNAME, ConfirmationCode: "123456" };
  expect(parse("ConfirmSignUp", { ...body, ForceAliasCreation: true, Session: "s" })).toEqual({ success: true, data: body });
});

const surplus = {
  ClientId: "other",
  SecretHash: "h",
  ClientMetadata: { a: "b" },
  AnalyticsMetadata: {},
  UserContextData: { IpAddress: "1.2.3.4" },
};

test.each([
  ["ForgotPassword", { Username: USERNAME }],
  ["ConfirmForgotPassword", { Username: USERNAME, ConfirmationCode: "123456", Password: "a long new password" }],
  ["ChangePassword", { AccessToken: "t", PreviousPassword: "the old password", ProposedPassword: "a long new password" }],
  ["UpdateUserAttributes", { AccessToken: "t", UserAttributes: [{ Name: "email", Value: USERNAME }] }],
  ["GetUserAttributeVerificationCode", { AccessToken: "t", AttributeName: "email" }],
  ["VerifyUserAttribute", { AccessToken: "t", AttributeName: "email", Code: "123456" }],
  ["DeleteUser", { AccessToken: "t" }],
])("%s keeps its own fields and drops every other", (operation, body) => {
  expect(parse(operation, { ...body, ...surplus })).toEqual({ success: true, data: body });
});

const email = { Name: "email", Value: USERNAME };

test.each([
  ["another attribute", "UpdateUserAttributes", { AccessToken: "t", UserAttributes: [{ Name: "name", Value: "Ana" }] }],
  [
    "the proof of an address itself",
    "UpdateUserAttributes",
    { AccessToken: "t", UserAttributes: [{ Name: "email_verified", Value: "true" }] },
  ],
  ["an attribute beside the email", "UpdateUserAttributes", { AccessToken: "t", UserAttributes: [email, { Name: "name", Value: "Ana" }] }],
  ["two emails", "UpdateUserAttributes", { AccessToken: "t", UserAttributes: [email, email] }],
  ["no attribute", "UpdateUserAttributes", { AccessToken: "t", UserAttributes: [] }],
  ["an empty email", "UpdateUserAttributes", { AccessToken: "t", UserAttributes: [{ Name: "email", Value: "" }] }],
  ["a code for a phone", "GetUserAttributeVerificationCode", { AccessToken: "t", AttributeName: "phone_number" }],
  ["the proof of a phone", "VerifyUserAttribute", { AccessToken: "t", AttributeName: "phone_number", Code: "123456" }],
  ["no old password", "ChangePassword", { AccessToken: "t", ProposedPassword: "a long new password" }],
  ["a code that is a number", "ConfirmForgotPassword", { Username: USERNAME, ConfirmationCode: 123456, Password: "a long new password" }],
])("%s is refused", (_what, operation, body) => {
  expect(parse(operation, body)?.success).toBe(false);
});
