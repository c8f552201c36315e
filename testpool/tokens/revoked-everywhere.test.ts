import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OPERATIONS } from "../server/operation-table";
import type { RunningTestPool } from "../server/start-test-pool";
import { refusalOf, sdkSend, type Send } from "../testing/drive-pool";
import { APP, signInByPassword, startTokenPool } from "../testing/token-pool";

const DEVICE_KEY = "eu-central-1_00000000-0000-4000-8000-000000000000";
const VERIFIER = { PasswordVerifier: "YWJj", Salt: "YWJj" };

/** What each operation that takes an access token needs beside it. */
const INPUTS: Readonly<Record<string, object>> = {
  AssociateSoftwareToken: {},
  ChangePassword: { PreviousPassword: "Some-1-password", ProposedPassword: "Some-2-passwords" },
  CompleteWebAuthnRegistration: { Credential: {} },
  ConfirmDevice: { DeviceKey: DEVICE_KEY, DeviceSecretVerifierConfig: VERIFIER },
  DeleteUser: {},
  DeleteUserAttributes: { UserAttributeNames: ["name"] },
  DeleteWebAuthnCredential: { CredentialId: "x" },
  ForgetDevice: { DeviceKey: DEVICE_KEY },
  GetUser: {},
  GetUserAttributeVerificationCode: { AttributeName: "email" },
  GetUserAuthFactors: {},
  GlobalSignOut: {},
  ListDevices: {},
  ListUserSessions: {},
  ListWebAuthnCredentials: {},
  RevokeUserSession: { SessionId: `tkn${"0".repeat(25)}` },
  SetUserMFAPreference: {},
  StartWebAuthnRegistration: {},
  UpdateDeviceStatus: { DeviceKey: DEVICE_KEY },
  UpdateUserAttributes: { UserAttributes: [{ Name: "name", Value: "x" }] },
  VerifySoftwareToken: { UserCode: "123456" },
  VerifyUserAttribute: { AttributeName: "email", Code: "123456" },
};

let running: RunningTestPool;
let send: Send;
let revoked: string;

beforeAll(async () => {
  running = await startTokenPool();
  send = sdkSend(cognito, running.url);
  const { AccessToken, RefreshToken } = await signInByPassword(send);
  await send("RevokeToken", { ClientId: APP.id, Token: RefreshToken });
  revoked = AccessToken;
});
afterAll(() => running.close());

test("every operation with an access token is in this test", () => {
  const names = [...OPERATIONS.values()].filter(({ members }) => "AccessToken" in members).map(({ name }) => name);
  expect(Object.keys(INPUTS).sort()).toEqual(names.sort());
});

test.each(Object.entries(INPUTS))("%s refuses a revoked access token before it looks at anything else", async (operation, input) => {
  const refused = await refusalOf(send(operation, { ...input, AccessToken: revoked }));
  expect(refused).toEqual({ name: "NotAuthorizedException", message: "Access Token has been revoked" });
});
