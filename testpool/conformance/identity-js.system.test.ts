import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import {
  AuthenticationDetails,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
  type IAuthenticationCallback,
  type ICognitoStorage,
} from "amazon-cognito-identity-js";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freshTotpCode, refusalOf, sdkSend, totpCode } from "../testing/drive-pool";
import type { TestClient } from "../testing/test-seed";
import { usePool } from "../testing/use-pool";
import { ADA, BOB, CLIENT_TOTP_SECRET, CUSTOM_ANSWER, DEVICE_CLIENT, MAIN_CLIENT, startClientPool } from "./client-pool";

const running = usePool({ beforeAll, beforeEach, afterAll }, startClientPool);

/** What a sign-in asks next, or the tokens. */
interface Step {
  readonly asked: string;
  readonly session?: CognitoUserSession;
}

function memoryStorage(): ICognitoStorage {
  const items = new Map<string, string>();
  return {
    setItem: (key, value) => void items.set(key, value),
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}

function userOf(client: TestClient, name: string, Storage = memoryStorage()): CognitoUser {
  const Pool = new CognitoUserPool({ UserPoolId: client.poolId, ClientId: client.id, endpoint: running.url, Storage });
  return new CognitoUser({ Username: name, Pool, Storage });
}

const step = (run: (callbacks: IAuthenticationCallback) => void) =>
  new Promise<Step>((resolve, reject) => {
    const ask = (asked: string) => () => resolve({ asked });
    run({
      onSuccess: (session) => resolve({ asked: "nothing", session }),
      onFailure: (error: Error) => reject(error),
      newPasswordRequired: ask("password"),
      totpRequired: ask("totp"),
      customChallenge: ask("custom"),
      mfaSetup: ask("setup"),
      selectMFAType: ask("choice"),
    });
  });
const signIn = (user: CognitoUser, Username: string, Password: string) =>
  step((callbacks) => user.authenticateUser(new AuthenticationDetails({ Username, Password }), callbacks));
const sendTotp = (user: CognitoUser, code: string) => step((callbacks) => user.sendMFACode(code, callbacks, "SOFTWARE_TOKEN_MFA"));
const called = <Result>(run: (callback: (error?: Error | null, result?: Result) => void) => void) =>
  new Promise<Result>((resolve, reject) => run((error, result) => (error ? reject(error) : resolve(result as Result))));
const signedIn = ({ session }: Step): CognitoUserSession => {
  if (session === undefined) throw new Error("The sign-in is not over.");
  return session;
};
const attributes = (user: CognitoUser) => called(user.getUserAttributes.bind(user));

describe("amazon-cognito-identity-js, unmodified", { timeout: 30_000 }, () => {
  test("signs in by SRP with the email, reads attributes, and is refused with a wrong password", async () => {
    const user = userOf(MAIN_CLIENT, ADA.email);
    expect(await refusalOf(signIn(user, ADA.email, "a wrong passphrase"))).toEqual({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
    const session = signedIn(await signIn(user, ADA.email, ADA.password));
    expect(session.getIdToken().payload).toMatchObject({ email: ADA.email, aud: MAIN_CLIENT.id });
    expect(await attributes(user)).toContainEqual({ Name: "email", Value: ADA.email });
  });

  test("is asked for the authenticator app's code, and takes a second try after a wrong one", async () => {
    const user = userOf(MAIN_CLIENT, BOB.email);
    expect((await signIn(user, BOB.email, BOB.password)).asked).toBe("totp");
    const far = sendTotp(user, totpCode(running, CLIENT_TOTP_SECRET, 40));
    expect((await refusalOf(far)).name).toBe("CodeMismatchException");
    signedIn(await sendTotp(user, freshTotpCode(running, CLIENT_TOTP_SECRET)));
  });

  test("enrols an authenticator app for a signed-in user and prefers it", async () => {
    const user = userOf(MAIN_CLIENT, ADA.email);
    await signIn(user, ADA.email, ADA.password);
    const secret = await new Promise<string>((resolve, reject) =>
      user.associateSoftwareToken({ associateSecretCode: resolve, onFailure: (error: Error) => reject(error) }),
    );
    const verify = (code: string) =>
      new Promise<unknown>((resolve, reject) => user.verifySoftwareToken(code, "phone", { onSuccess: resolve, onFailure: reject }));
    expect((await refusalOf(verify(totpCode(running, CLIENT_TOTP_SECRET)))).name).toBe("EnableSoftwareTokenMFAException");
    await verify(totpCode(running, secret));
    await called((callback) => user.setUserMfaPreference(null, { Enabled: true, PreferredMfa: true }, callback));
    expect((await signIn(userOf(MAIN_CLIENT, ADA.email), ADA.email, ADA.password)).asked).toBe("totp");
  });

  test("refreshes, and no more after a global sign-out", async () => {
    const user = userOf(MAIN_CLIENT, ADA.email);
    const before = signedIn(await signIn(user, ADA.email, ADA.password));
    const refresh = () => called<CognitoUserSession>((callback) => user.refreshSession(before.getRefreshToken(), callback));
    const after = await refresh();
    expect(after.getAccessToken().payload["jti"]).not.toBe(before.getAccessToken().payload["jti"]);
    expect(after.getAccessToken().payload["auth_time"]).toBe(before.getAccessToken().payload["auth_time"]);
    await new Promise<string>((resolve, reject) => user.globalSignOut({ onSuccess: resolve, onFailure: reject }));
    // Asked by another client: this one would try again for five seconds.
    const AuthParameters = { REFRESH_TOKEN: before.getRefreshToken().getToken() };
    const late = sdkSend(cognito, running.url)("InitiateAuth", {
      ClientId: MAIN_CLIENT.id,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters,
    });
    expect((await refusalOf(late)).message).toBe("Refresh Token has been revoked");
  });

  test("sets the new password that an invited user must choose", async () => {
    const send = sdkSend(cognito, running.url);
    const made = { UserPoolId: MAIN_CLIENT.poolId, Username: "invited", TemporaryPassword: "Temporary, 1st one" };
    await send("AdminCreateUser", { ...made, MessageAction: "SUPPRESS" });
    const user = userOf(MAIN_CLIENT, "invited");
    expect((await signIn(user, "invited", made.TemporaryPassword)).asked).toBe("password");
    const weak = step((callbacks) => user.completeNewPasswordChallenge("short", {}, callbacks));
    expect((await refusalOf(weak)).name).toBe("InvalidPasswordException");
    await signIn(user, "invited", made.TemporaryPassword);
    signedIn(await step((callbacks) => user.completeNewPasswordChallenge("A chosen passphrase, 2nd", {}, callbacks)));
    signedIn(await signIn(userOf(MAIN_CLIENT, "invited"), "invited", "A chosen passphrase, 2nd"));
  });

  test("answers a custom challenge, after SRP and without it", async () => {
    const answer = (user: CognitoUser, text: string) => step((callbacks) => user.sendCustomChallengeAnswer(text, callbacks));
    for (const start of ["initiateAuth", "authenticateUser"] as const) {
      const user = userOf(MAIN_CLIENT, ADA.username);
      user.setAuthenticationFlowType("CUSTOM_AUTH");
      const details = new AuthenticationDetails({ Username: ADA.username, Password: ADA.password });
      const begin = () => step((callbacks) => user[start](details, callbacks));
      expect((await begin()).asked).toBe("custom");
      expect((await refusalOf(answer(user, "a guess"))).name).toBe("NotAuthorizedException");
      expect((await begin()).asked).toBe("custom");
      expect(signedIn(await answer(user, CUSTOM_ANSWER)).isValid()).toBe(true);
    }
  });
});

describe("amazon-cognito-identity-js on a device", { timeout: 30_000 }, () => {
  test("is remembered and proves the device instead of a code; elsewhere, and once forgotten, a code is asked for", async () => {
    const storage = memoryStorage();
    const user = userOf(DEVICE_CLIENT, BOB.username, storage);
    expect((await signIn(user, BOB.username, BOB.password)).asked).toBe("totp");
    signedIn(await sendTotp(user, freshTotpCode(running, CLIENT_TOTP_SECRET)));
    const again = userOf(DEVICE_CLIENT, BOB.username, storage);
    const session = signedIn(await signIn(again, BOB.username, BOB.password));
    expect(session.getAccessToken().payload["device_key"]).toMatch(/^eu-central-1_[0-9a-f-]+$/);
    expect((await signIn(userOf(DEVICE_CLIENT, BOB.username), BOB.username, BOB.password)).asked).toBe("totp");
    await new Promise<string>((resolve, reject) => again.forgetDevice({ onSuccess: resolve, onFailure: reject }));
    expect((await signIn(again, BOB.username, BOB.password)).asked).toBe("totp");
  });

  test("falls back to the code when the device was forgotten elsewhere", async () => {
    const storage = memoryStorage();
    const user = userOf(DEVICE_CLIENT, BOB.username, storage);
    await signIn(user, BOB.username, BOB.password);
    const session = signedIn(await sendTotp(user, freshTotpCode(running, CLIENT_TOTP_SECRET)));
    const devices = { AccessToken: session.getAccessToken().getJwtToken(), DeviceKey: storage.getItem(keyOf(BOB.username)) };
    await sdkSend(cognito, running.url)("ForgetDevice", devices);
    expect((await signIn(userOf(DEVICE_CLIENT, BOB.username, storage), BOB.username, BOB.password)).asked).toBe("totp");
  });
});

const keyOf = (username: string) => `CognitoIdentityServiceProvider.${DEVICE_CLIENT.id}.${username}.deviceKey`;
