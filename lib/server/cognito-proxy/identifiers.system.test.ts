// Names and attributes as an attacker bends them: twins of an address, addresses that somebody else is signing up with, attributes that decide nothing.
import { signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { openProxyStage, type ProxyAnswer, type ProxyStage } from "@/lib/testing/proxy-stage";
import { guessWrongly, nameOf, sendAs, strangerAt, type Send } from "@/lib/testing/raw-guesses";
import { confirmSignIn, signIn } from "aws-amplify/auth";

const PASSWORD = "a long enough phrase 7";
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

const asMyself = (): Send => sendAs(stage, browser);

function signUp(send: Send, email: string, password = PASSWORD, more: readonly object[] = []): Promise<ProxyAnswer> {
  return send("SignUp", { Username: email, Password: password, UserAttributes: [{ Name: "email", Value: email }, ...more] });
}

async function mailsTo(email: string): Promise<string[]> {
  const { messages } = await stage.pool.control(`outbox?to=${encodeURIComponent(email)}`);
  return (messages as { code: string }[]).map(({ code }) => code);
}
const mailedCode = async (email: string): Promise<string> => (await mailsTo(email)).at(-1) ?? "";

const confirm = async (send: Send, email: string): Promise<string> =>
  nameOf(await send("ConfirmSignUp", { Username: email, ConfirmationCode: await mailedCode(email) }));

/** Signs in with a password and sets up an authenticator; the attributes that the session's own user has at the pool. */
async function firstSignIn(
  username: string,
  password: string,
): Promise<{ readonly sub: string; readonly attributes: Record<string, string> }> {
  const { nextStep } = await signIn({ username, password });
  if (nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw new Error(`not a first sign-in: ${nextStep.signInStep}`);
  await confirmSignIn({ challengeResponse: await stage.code(nextStep.totpSetupDetails.sharedSecret) });
  const { resolveTrader } = await import("@/lib/server/session/resolve-trader");
  const trader = await resolveTrader(`__Host-hf_at=${browser.jar.get("__Host-hf_at") ?? ""}`);
  if (!trader.ok) throw new Error("no session");
  const response = await fetch(stage.pool.url, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSCognitoIdentityProviderService.GetUser" },
    body: JSON.stringify({ AccessToken: browser.jar.get("__Host-hf_at") }),
  });
  const { UserAttributes } = (await response.json()) as { UserAttributes: { Name: string; Value: string }[] };
  return { sub: trader.value.sub, attributes: Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value])) };
}

describe("attributes at sign-up", () => {
  test("reach the pool as the email alone, whatever else was sent", async () => {
    const email = "wants.more@holdfast.test";
    const surplus = [
      { Name: "email_verified", Value: "true" },
      { Name: "custom:role", Value: "operator" },
      { Name: "cognito:groups", Value: "admins" },
      { Name: "preferred_username", Value: "trader" },
      { Name: "sub", Value: stage.traders.enrolled.sub },
    ];
    expect(nameOf(await signUp(asMyself(), email, PASSWORD, surplus))).toBe("");
    expect(await confirm(asMyself(), email)).toBe("");
    const { sub, attributes } = await firstSignIn(email, PASSWORD);
    expect(attributes).toEqual({ sub, email, email_verified: "true" });
    expect(sub).not.toBe(stage.traders.enrolled.sub);
  });

  test("verified or not, make no address somebody's before its code was given", async () => {
    const email = "never.proven@holdfast.test";
    await signUp(asMyself(), email, PASSWORD, [{ Name: "email_verified", Value: "true" }]);
    expect(await failureOf(signIn({ username: email, password: PASSWORD }))).toMatch(
      /^NotAuthorizedException: Incorrect username or password/,
    );
  });

  test("with a second address beside the first are refused", async () => {
    const send = strangerAt(stage);
    const more = [{ Name: "email", Value: "victim@holdfast.test" }];
    expect(nameOf(await signUp(send, "two.faced@holdfast.test", PASSWORD, more))).toBe("");
    expect(await mailsTo("victim@holdfast.test")).toEqual([]);
    const other = { Username: "two.faced@holdfast.test", Password: PASSWORD, UserAttributes: more };
    expect(nameOf(await send("SignUp", other))).toBe("InvalidParameterException");
  });
});

describe("twins of an address", () => {
  const { email } = { email: "trader@holdfast.test" };
  test.each([
    ["another case", "TRADER@Holdfast.Test"],
    ["spaces around it", "  trader@holdfast.test "],
  ])("%s is the same account, and shares its count of guesses", async (_what, twin) => {
    await stage.advance(2 * 86_400);
    for (const name of [email, twin, email, twin])
      expect(nameOf(await guessWrongly(strangerAt(stage), name))).toBe("NotAuthorizedException");
    expect(nameOf(await guessWrongly(strangerAt(stage), twin))).toBe("LockedOutException");
    await stage.advance(2 * 86_400);
    await signInWithCode(stage, { ...stage.traders.enrolled, email: twin.trim() });
  });

  test.each([
    ["a Cyrillic letter", "tr\u0430der@holdfast.test"],
    ["a full-width letter", "\uff54rader@holdfast.test"],
    ["a letter with a dot above", "tr\u0227der@holdfast.test"],
    ["the Turkish i", "tra\u0131der@holdfast.test"],
    ["the Kelvin sign", "\u212aader@holdfast.test"],
    ["a joiner inside", "tra\u200dder@holdfast.test"],
    ["a NUL inside", "tra\u0000der@holdfast.test"],
    ["a line break inside", "trader@holdfast.test\r\nbcc:x@y.test"],
    ["a second at sign", "trader@holdfast.test@evil.test"],
    ["the pool's own name of the account", "PLACEHOLDER"],
  ])("%s names no account: sign-up, sign-in and codes refuse it", async (what, twin) => {
    const name = what.startsWith("the pool") ? stage.traders.enrolled.username : twin;
    const before = await stage.upstreamCalls("SignUp");
    const send = strangerAt(stage);
    expect(nameOf(await signUp(send, name))).toBe("InvalidParameterException");
    expect(nameOf(await guessWrongly(send, name))).toBe("InvalidParameterException");
    for (const [operation, body] of [
      ["ResendConfirmationCode", { Username: name }],
      ["ConfirmSignUp", { Username: name, ConfirmationCode: "000000" }],
      ["InitiateAuth", { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME: name, PREFERRED_CHALLENGE: "WEB_AUTHN" } }],
    ] as const) {
      expect(nameOf(await send(operation, body)), operation).toBe("InvalidParameterException");
    }
    expect(await stage.upstreamCalls("SignUp")).toBe(before);
  });

  test("a plus-address is an account of its own: it opens nothing of the plain one, and its guesses do not lock it", async () => {
    await stage.advance(2 * 86_400);
    const plus = "trader+orders@holdfast.test";
    expect(nameOf(await signUp(asMyself(), plus))).toBe("");
    expect(await confirm(asMyself(), plus)).toBe("");
    const { sub } = await firstSignIn(plus, PASSWORD);
    expect(sub).not.toBe(stage.traders.enrolled.sub);
    await signOut();
    for (let guesses = 0; guesses < 5; guesses += 1) await guessWrongly(strangerAt(stage), plus);
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, stage.traders.enrolled);
  });
});

describe("an address that somebody else signed up with first", () => {
  test("is its owner's once they prove it: the stranger's password opens nothing, then or later", async () => {
    const email = "hijacked.before@holdfast.test";
    const [stranger, theirs] = [strangerAt(stage), "the stranger's own phrase 9"];
    await signUp(stranger, email, theirs);
    const strangersCode = await mailedCode(email);
    await signUp(asMyself(), email, PASSWORD);
    expect(await confirm(asMyself(), email)).toBe("");
    expect(nameOf(await stranger("ConfirmSignUp", { Username: email, ConfirmationCode: strangersCode }))).not.toBe("");
    expect(await failureOf(signIn({ username: email, password: theirs }))).toMatch(/^NotAuthorizedException/);
    const { attributes } = await firstSignIn(email, PASSWORD);
    expect(attributes).toMatchObject({ email, email_verified: "true" });
  });

  test("stays its owner's when the stranger signs up later, and the owner is told nothing but by mail", async () => {
    const { enrolled } = stage.traders;
    await stage.advance(2 * 86_400);
    const stranger = strangerAt(stage);
    expect(nameOf(await signUp(stranger, enrolled.email, "the stranger's own phrase 9"))).toBe("");
    expect(nameOf(await stranger("ConfirmSignUp", { Username: enrolled.email, ConfirmationCode: "000000" }))).toBe("CodeMismatchException");
    expect(await failureOf(signIn({ username: enrolled.email, password: "the stranger's own phrase 9" }))).toMatch(
      /^NotAuthorizedException/,
    );
    await signInWithCode(stage, enrolled);
  });

  test("cannot be taken with a code of the stranger's sign-up: an alias that is taken is refused", async () => {
    const { enrolled } = stage.traders;
    const stranger = strangerAt(stage);
    await stage.advance(2 * 86_400);
    await signUp(stranger, enrolled.email, "the stranger's own phrase 9");
    // The mail went to the owner; suppose that they were talked into telling its code.
    expect(await confirm(stranger, enrolled.email)).toBe("AliasExistsException");
    expect(await failureOf(signIn({ username: enrolled.email, password: "the stranger's own phrase 9" }))).toMatch(
      /^NotAuthorizedException/,
    );
    await signInWithCode(stage, enrolled);
  });
});
