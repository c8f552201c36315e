import { Amplify } from "aws-amplify";
import {
  confirmSignIn,
  confirmSignUp,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  signIn,
  signOut,
  signUp,
} from "aws-amplify/auth";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listMessages } from "../codes/outbox";
import { refusalOf, startSeededPool, totpCode } from "../testing/drive-pool";
import { NEWCOMER, PUBLIC, TOTP_SECRET, TRADER, TRADERS } from "../testing/test-seed";
import type { RunningTestPool } from "./start-test-pool";

let running: RunningTestPool;

beforeAll(async () => {
  running = await startSeededPool(() => Date.now());
  const Cognito = { userPoolId: TRADERS, userPoolClientId: PUBLIC.id, userPoolEndpoint: running.url };
  Amplify.configure({ Auth: { Cognito } });
}, 30_000);
afterAll(() => running.close());
beforeEach(async () => {
  running.pool.reset();
  await signOut();
});

const code = () => totpCode(running, TOTP_SECRET);

describe("unmodified Amplify in Node", () => {
  test("signs in with SRP and TOTP, reads attributes, refreshes and signs out", async () => {
    const asked = await signIn({ username: TRADER.email, password: TRADER.password });
    expect(asked.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect((await confirmSignIn({ challengeResponse: code() })).isSignedIn).toBe(true);
    expect((await getCurrentUser()).userId).toBe(TRADER.sub);
    expect(await fetchUserAttributes()).toMatchObject({ email: TRADER.email, email_verified: "true", sub: TRADER.sub });
    const before = (await fetchAuthSession()).tokens;
    const after = (await fetchAuthSession({ forceRefresh: true })).tokens;
    expect(after?.accessToken.payload["jti"]).not.toBe(before?.accessToken.payload["jti"]);
    expect(after?.accessToken.payload["auth_time"]).toBe(before?.accessToken.payload["auth_time"]);
    await signOut();
    expect(running.pool.requests.list("RevokeToken").length).toBeGreaterThan(0);
  });

  test("is refused with a wrong password, and a wrong code can be tried again", async () => {
    const wrong = await refusalOf(signIn({ username: TRADER.email, password: "a wrong passphrase" }));
    expect(wrong).toEqual({ name: "NotAuthorizedException", message: "Incorrect username or password." });
    await signIn({ username: TRADER.email, password: TRADER.password });
    const far = totpCode(running, TOTP_SECRET, 40);
    expect((await refusalOf(confirmSignIn({ challengeResponse: far }))).name).toBe("CodeMismatchException");
    expect((await confirmSignIn({ challengeResponse: code() })).isSignedIn).toBe(true);
  });

  test("signs in through USER_AUTH with SRP preferred, and through the choice", async () => {
    const preferred = await signIn({
      username: TRADER.email,
      password: TRADER.password,
      options: { authFlowType: "USER_AUTH", preferredChallenge: "PASSWORD_SRP" },
    });
    expect(preferred.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    const choice = await signIn({ username: TRADER.email, options: { authFlowType: "USER_AUTH" } });
    expect(choice.nextStep.signInStep).toBe("CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION");
    const chosen = await confirmSignIn({ challengeResponse: "PASSWORD_SRP" });
    expect(chosen.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_PASSWORD");
    const asked = await confirmSignIn({ challengeResponse: TRADER.password });
    expect(asked.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect((await confirmSignIn({ challengeResponse: code() })).isSignedIn).toBe(true);
  });

  test("enrols an authenticator app during the first sign-in", async () => {
    const asked = await signIn({ username: NEWCOMER.email, password: NEWCOMER.password });
    if (asked.nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw new Error(asked.nextStep.signInStep);
    const secret = asked.nextStep.totpSetupDetails.sharedSecret;
    const wrong = confirmSignIn({ challengeResponse: totpCode(running, TOTP_SECRET) });
    expect((await refusalOf(wrong)).name).toBe("EnableSoftwareTokenMFAException");
    expect((await confirmSignIn({ challengeResponse: totpCode(running, secret) })).isSignedIn).toBe(true);
  });

  test("signs a new user up and confirms the email", async () => {
    const username = randomUUID();
    const started = await signUp({
      username,
      password: "a fresh long passphrase",
      options: { userAttributes: { email: "new@example.test" } },
    });
    expect(started.nextStep.signUpStep).toBe("CONFIRM_SIGN_UP");
    const confirmationCode = listMessages(running.pool.needs.store, "new@example.test").at(-1)?.code ?? "";
    expect((await confirmSignUp({ username, confirmationCode })).isSignUpComplete).toBe(true);
    const asked = await signIn({ username: "new@example.test", password: "a fresh long passphrase" });
    expect(asked.nextStep.signInStep).toBe("CONTINUE_SIGN_IN_WITH_TOTP_SETUP");
  });
});
