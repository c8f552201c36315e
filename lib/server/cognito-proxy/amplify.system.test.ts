// Unmodified Amplify in Node against the route handler, the real test pool and PostgreSQL: the whole way of a newcomer and of a trader.
import {
  confirmSignIn,
  confirmSignUp,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  resendSignUpCode,
  signIn,
  signOut,
  signUp,
} from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { accessShell, failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { openProxyStage, secretsIn, type ProxyStage } from "@/lib/testing/proxy-stage";
import { signInByMailAndCode } from "@/lib/testing/unusual-sign-in";

let stage: ProxyStage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
});
afterAll(async () => {
  const { services } = await import("@/lib/server/services");
  await services().database.close();
  await stage.close();
});
beforeEach(() => {
  browser = openAmplifyBrowser(stage);
});
afterEach(() => signOut().catch(() => undefined));

async function mailedCode(email: string): Promise<string> {
  const { messages } = await stage.pool.control(`outbox?to=${encodeURIComponent(email)}`);
  return (messages as { code: string }[]).at(-1)?.code ?? "";
}

describe("a newcomer", () => {
  const email = "  Fresh.Newcomer@Holdfast.TEST";
  const password = "a long enough phrase 7";

  test("signs up, confirms, signs in by SRP, sets up an authenticator and has a session", async () => {
    const started = await signUp({ username: email, password, options: { userAttributes: { email } } });
    expect(started.nextStep).toMatchObject({ signUpStep: "CONFIRM_SIGN_UP", codeDeliveryDetails: { destination: "f***@h***" } });
    expect(await failureOf(signIn({ username: email, password }))).toMatch(/^NotAuthorizedException: Incorrect username or password\.$/);
    expect(await failureOf(confirmSignUp({ username: email, confirmationCode: "000000" }))).toMatch(/^CodeMismatchException/);
    await resendSignUpCode({ username: email });
    await confirmSignUp({ username: email, confirmationCode: await mailedCode("fresh.newcomer@holdfast.test") });
    const challenged = await signIn({ username: email, password });
    expect(challenged.nextStep.signInStep).toBe("CONTINUE_SIGN_IN_WITH_TOTP_SETUP");
    if (challenged.nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") return;
    const done = await confirmSignIn({ challengeResponse: await stage.code(challenged.nextStep.totpSetupDetails.sharedSecret) });
    expect(done.isSignedIn).toBe(true);
    expect((await getCurrentUser()).userId).not.toBe(started.userId);
    expect(await fetchUserAttributes()).toMatchObject({ email: "fresh.newcomer@holdfast.test", email_verified: "true" });
  });

  test("learns nothing about other addresses", async () => {
    const known = await signUp({
      username: stage.traders.enrolled.email,
      password,
      options: { userAttributes: { email: stage.traders.enrolled.email } },
    });
    const unknown = await signUp({
      username: "tobias@holdfast.test",
      password,
      options: { userAttributes: { email: "tobias@holdfast.test" } },
    });
    expect(known.nextStep).toEqual(unknown.nextStep);
    const wrong = { confirmationCode: "000000" };
    const never = "never.signed.up@holdfast.test";
    expect(await failureOf(confirmSignUp({ username: "tobias@holdfast.test", ...wrong }))).toBe(
      await failureOf(confirmSignUp({ username: never, ...wrong })),
    );
    expect(await resendSignUpCode({ username: never })).toEqual({
      destination: "n***@h***",
      deliveryMedium: "EMAIL",
      attributeName: "email",
    });
  });

  test.each([
    ["a password that the pool refuses", { username: "x@holdfast.test", password: "short" }, "InvalidPasswordException"],
    ["a name that is no email", { username: "just-a-name", password }, "InvalidParameterException"],
    ["another address as attribute", { username: "x@holdfast.test", password, email: "y@holdfast.test" }, "InvalidParameterException"],
  ])("is refused with %s", async (_what, { email: attribute, ...input }: { username: string; password: string; email?: string }, name) => {
    const refused = await failureOf(signUp({ ...input, options: { userAttributes: { email: attribute ?? input.username } } }));
    expect(refused).toMatch(new RegExp(`^${name}`));
  });
});

describe("a trader with an authenticator", () => {
  test("signs in with password and code and gets cookies, shells and nothing else", async () => {
    await signInWithCode(stage, stage.traders.enrolled);
    expect([...browser.jar.keys()].sort()).toEqual(["__Host-hf_at", "__Host-hf_dev", "__Secure-hf_rt"]);
    const { tokens, userSub } = await fetchAuthSession();
    expect(userSub).toBe(stage.traders.enrolled.sub);
    expect(tokens?.accessToken.toString()).toMatch(/\.shell$/);
    expect(tokens?.idToken?.payload["email"]).toBe(stage.traders.enrolled.email);
    expect(await fetchUserAttributes()).toMatchObject({ sub: stage.traders.enrolled.sub });
    expect(
      browser.answers.flatMap((answer) => answer.cookieLines).every((line) => /; HttpOnly; Secure; SameSite=(Lax|Strict)$/.test(line)),
    ).toBe(true);
  });

  test("chooses the password by USER_AUTH and gets the same session", async () => {
    const username = stage.traders.enrolled.email;
    const started = await signIn({ username, options: { authFlowType: "USER_AUTH" } });
    expect(started.nextStep).toMatchObject({
      signInStep: "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION",
      availableChallenges: ["PASSWORD_SRP", "WEB_AUTHN"],
    });
    await confirmSignIn({ challengeResponse: "PASSWORD_SRP" });
    const password = await confirmSignIn({ challengeResponse: stage.traders.enrolled.password });
    expect(password.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect((await confirmSignIn({ challengeResponse: await stage.code(stage.traders.enrolled.totpSecret ?? "") })).isSignedIn).toBe(true);
  });

  test("sends no password to us, by any flow", async () => {
    await signInWithCode(stage, stage.traders.enrolled);
    expect(browser.requests.length).toBeGreaterThan(2);
    expect(browser.requests.filter((request) => request.body.includes(stage.traders.enrolled.password))).toEqual([]);
  });

  test("a code that was used once is refused in the next sign-in", async () => {
    const { email: username, password, totpSecret = "" } = stage.traders.enrolled;
    await signIn({ username, password });
    const used = await stage.code(totpSecret);
    await confirmSignIn({ challengeResponse: used });
    await signOut();
    await signIn({ username, password });
    expect(await failureOf(confirmSignIn({ challengeResponse: used }))).toMatch(
      /^ExpiredCodeException: Your software token has already been used once\./,
    );
  });

  test("refreshes through the cookies and gets new shells", async () => {
    await signInWithCode(stage, stage.traders.enrolled);
    const before = browser.jar.get("__Secure-hf_rt");
    await stage.advance(400);
    const { tokens } = await fetchAuthSession({ forceRefresh: true });
    expect(tokens?.accessToken.toString()).toMatch(/\.shell$/);
    expect(browser.jar.get("__Secure-hf_rt")).not.toBe(before);
    expect(await fetchUserAttributes()).toMatchObject({ sub: stage.traders.enrolled.sub });
  });

  test("signs out: cookies go, the session is dead, and the pool learns of it", async () => {
    await signInWithCode(stage, stage.traders.enrolled);
    const kept = new Map(browser.jar);
    const { tokens } = await fetchAuthSession();
    const before = await stage.upstreamCalls("RevokeToken");
    await signOut();
    expect([...browser.jar.keys()]).toEqual(["__Host-hf_dev"]);
    for (const [name, value] of kept) browser.jar.set(name, value);
    expect((await stage.call("GetUser", { AccessToken: tokens?.accessToken.toString() })).body).toMatchObject({
      __type: "SessionEndedException",
    });
    await expect.poll(() => stage.upstreamCalls("RevokeToken")).toBe(before + 1);
  });

  test("signs out even while the pool is down", async () => {
    await signInWithCode(stage, stage.traders.enrolled);
    await stage.pool.control("fault", "POST", { operation: "RevokeToken", kind: "drop", times: 5 });
    await signOut();
    expect([...browser.jar.keys()]).toEqual(["__Host-hf_dev"]);
    expect(browser.answers.at(-1)).toMatchObject({ operation: "RevokeToken", status: 200 });
    await stage.pool.control("fault", "DELETE");
  });

  test("signs out everywhere: the other browser's session is dead too", async () => {
    await signInWithCode(stage, stage.traders.enrolled);
    const first = browser;
    const shell = await accessShell();
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, stage.traders.enrolled);
    await signOut({ global: true });
    expect([...browser.jar.keys()]).toEqual(["__Host-hf_dev"]);
    stage.useBrowser(first);
    expect((await stage.call("GetUser", { AccessToken: shell })).body).toMatchObject({ __type: "SessionEndedException" });
  });

  test("is locked after wrong passwords, told the time, and let in again when it has passed", async () => {
    const { email: username } = stage.traders.second;
    let wrong = 0;
    let answer = "";
    let asked = 1;
    for (let guesses = 0; guesses < 12 && !(asked === 0 && answer.startsWith("LockedOutException")); guesses += 1) {
      const before = await stage.upstreamCalls("InitiateAuth");
      answer = await failureOf(signIn({ username, password: "wrong password" }));
      asked = (await stage.upstreamCalls("InitiateAuth")) - before;
      wrong += answer === "NotAuthorizedException: Incorrect username or password." ? 1 : 0;
    }
    expect(answer).toMatch(/^LockedOutException: Retry after \d+ seconds\.$/);
    expect(asked).toBe(0);
    expect(wrong).toBe(4);
    const byPasskey = { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME: username, PREFERRED_CHALLENGE: "WEB_AUTHN" } };
    expect((await stage.call("InitiateAuth", byPasskey)).body).toMatchObject({ ChallengeName: "WEB_AUTHN" });
    await stage.advance(960);
    await signInByMailAndCode(stage, stage.traders.second, "failed_attempts");
  });

  test("an outage of the pool is told as one, and costs no free guess", async () => {
    const { email: username, password } = stage.traders.enrolled;
    await stage.pool.control("fault", "POST", { operation: "RespondToAuthChallenge", kind: "drop", times: 1 });
    expect(await failureOf(signIn({ username, password }))).toMatch(/^UnavailableException/);
    const { lockedForSeconds } = await import("./attempt-counter");
    const { services } = await import("@/lib/server/services");
    expect(await lockedForSeconds(services().database, { email: username, purpose: "password" }, services().clock.nowSeconds())).toBe(0);
    await signInWithCode(stage, stage.traders.enrolled);
  });
});

test("over all of this no real token, no challenge session and no secret was shown to the page", () => {
  const { upstream, shown } = stage.seen();
  const secrets = [...secretsIn(upstream)];
  expect(secrets.length).toBeGreaterThan(30);
  expect(shown.length).toBeGreaterThan(30);
  expect(secrets.filter((secret) => shown.some((answer) => answer.body.includes(secret.slice(0, 40))))).toEqual([]);
});
