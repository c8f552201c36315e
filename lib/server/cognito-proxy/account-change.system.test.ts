// Password, email and the account's end, changed by a signed-in trader: each on an approval of exactly that, once.
import { confirmUserAttribute, deleteUser, updatePassword, updateUserAttribute } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { lockSeconds } from "@/lib/identity/attempt-lock";
import { SIGN_IN_RISK } from "@/lib/policy/sign-in-risk";
import { services } from "@/lib/server/services";
import { activeHold, startHold } from "@/lib/server/session/holds";
import { addressesToTell } from "@/lib/server/session/known-addresses";
import { accessShell, failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { credentialActs, forgetPasskeys, nowSeconds, REFUSED } from "@/lib/testing/credential-acts";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import type { SeededTrader } from "@/lib/testing/start-user-pool";
import { traderOf } from "@/lib/testing/trader-of";

const NEW_PASSWORD = "quite another horse 2";
const NEW_EMAIL = "moved@holdfast.test";
let stage: ProxyStage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
});
afterAll(async () => {
  await services().database.close();
  await stage.close();
});
beforeEach(() => {
  browser = openAmplifyBrowser(stage);
});
afterEach(() => stage.advance(7_200));
const { currentTrader, arm } = credentialActs(() => ({ stage, browser }));

const enter = async (trader: SeededTrader): Promise<string> => {
  await signInWithCode(stage, trader);
  return accessShell();
};
const call = (operation: string, body: object) => stage.call(operation, body);
const change = (AccessToken: string, PreviousPassword: string, ProposedPassword = NEW_PASSWORD) =>
  call("ChangePassword", { AccessToken, PreviousPassword, ProposedPassword });
const move = (AccessToken: string, Value = NEW_EMAIL) =>
  call("UpdateUserAttributes", { AccessToken, UserAttributes: [{ Name: "email", Value }] });
const verify = (AccessToken: string, Code: string) => call("VerifyUserAttribute", { AccessToken, AttributeName: "email", Code });
const again = (AccessToken: string) => call("GetUserAttributeVerificationCode", { AccessToken, AttributeName: "email" });
const leave = (AccessToken: string) => call("DeleteUser", { AccessToken });
async function newestCode(email: string): Promise<string> {
  const { messages } = (await stage.pool.control(`outbox?to=${encodeURIComponent(email)}`)) as { messages: { code?: string }[] };
  return messages.flatMap(({ code }) => code ?? []).at(-1) ?? "";
}
const wrong = (code: string): string => (code === "000000" ? "111111" : "000000");
const kindsOf = async (sub: string) => {
  const rows = await services().database.asTrader(sub, (tx) =>
    tx.query<{ kind: string }>("SELECT kind FROM holdfast.security_events ORDER BY id"),
  );
  return rows.map(({ kind }) => kind);
};

describe("without its approval", () => {
  test("no change of password, email or account reaches the pool, nor with the approval of another act or subject", async () => {
    const AccessToken = await enter(stage.traders.enrolled);
    const { enrolled } = stage.traders;
    await forgetPasskeys(enrolled.sub);
    const acts = [
      ["ChangePassword", () => change(AccessToken, enrolled.password)],
      ["UpdateUserAttributes", () => move(AccessToken)],
      ["GetUserAttributeVerificationCode", () => again(AccessToken)],
      ["VerifyUserAttribute", () => verify(AccessToken, "123456")],
      ["DeleteUser", () => leave(AccessToken)],
    ] as const;
    const refuseAll = async () => {
      for (const [operation, act] of acts) {
        const before = await stage.upstreamCalls(operation);
        expect((await act()).body, operation).toMatchObject(REFUSED);
        expect(await stage.upstreamCalls(operation), operation).toBe(before);
      }
    };
    await refuseAll();
    await arm("totp_change");
    await arm("recovery_codes");
    await arm("email_change", "somebody-else@holdfast.test");
    await refuseAll();
    expect((await kindsOf(enrolled.sub)).filter((kind) => kind === "credential_change_refused")).toHaveLength(10);
  });

  test("an approval of the trader's other session changes nothing here", async () => {
    const { enrolled } = stage.traders;
    const AccessToken = await enter(enrolled);
    const here = browser;
    browser = openAmplifyBrowser(stage);
    await enter(enrolled);
    await arm("password_change");
    stage.useBrowser(here);
    expect((await change(AccessToken, enrolled.password)).body).toMatchObject(REFUSED);
  });
});

describe("a change of password", () => {
  test("goes through Amplify on an approval, once: other sessions end, this one stays, the trail has it", async () => {
    const { enrolled } = stage.traders;
    await signInWithCode(stage, enrolled);
    const other = browser;
    browser = openAmplifyBrowser(stage);
    const AccessToken = await enter(enrolled);
    await arm("password_change");
    await updatePassword({ oldPassword: enrolled.password, newPassword: NEW_PASSWORD });
    await expect(traderOf(other)).rejects.toThrow("unauthenticated");
    expect((await currentTrader()).sub).toBe(enrolled.sub);
    expect(await kindsOf(enrolled.sub)).toContain("password_changed");
    expect((await change(AccessToken, NEW_PASSWORD, "a third horse, 3")).body).toMatchObject(REFUSED);
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, { ...enrolled, password: NEW_PASSWORD });
    await arm("password_change");
    expect((await change(await accessShell(), NEW_PASSWORD, enrolled.password)).status).toBe(200);
  });

  test("with a mistyped old password can be typed again on its approval, and wrong ones lock as at sign-in", async () => {
    const { second } = stage.traders;
    const AccessToken = await enter(second);
    await arm("password_change");
    expect((await change(AccessToken, second.password, "short")).body).toMatchObject({ __type: "InvalidPasswordException" });
    expect((await change(AccessToken, "not the password")).body).toMatchObject({ __type: "WrongOldPasswordException" });
    expect((await change(AccessToken, second.password, second.password.toUpperCase())).status).toBe(200);
    await arm("password_change");
    for (let failures = 0; failures < 5; failures++) {
      await stage.advance(lockSeconds("known_device", failures));
      await change(AccessToken, "not the password");
    }
    const before = await stage.upstreamCalls("ChangePassword");
    expect((await change(AccessToken, second.password.toUpperCase())).body).toMatchObject({ __type: "LockedOutException" });
    expect(await stage.upstreamCalls("ChangePassword")).toBe(before);
    // The pool counts changes of a password by the hour.
    await stage.advance(3_600);
    browser = openAmplifyBrowser(stage);
    const later = await enter({ ...second, password: second.password.toUpperCase() });
    await arm("password_change");
    expect((await change(later, second.password.toUpperCase(), second.password)).status).toBe(200);
  });
});

describe("a change of email", () => {
  const everythingOf = (sub: string) =>
    services().database.asTrader(sub, async (tx) => ({
      accounts: await tx.query("SELECT * FROM holdfast.accounts ORDER BY id"),
      addresses: await tx.query("SELECT * FROM holdfast.addresses ORDER BY id"),
      withdrawals: await tx.query("SELECT * FROM holdfast.withdrawals ORDER BY id"),
    }));

  test("waits for its proof, then both addresses are told, sessions go on under the new one, money waits and nothing else moves", async () => {
    const { enrolled } = stage.traders;
    const AccessToken = await enter(enrolled);
    const { sub } = enrolled;
    const before = await everythingOf(sub);
    await arm("email_change", NEW_EMAIL);
    const asked = await updateUserAttribute({ userAttribute: { attributeKey: "email", value: NEW_EMAIL.toUpperCase() } });
    expect(asked.nextStep.updateAttributeStep).toBe("CONFIRM_ATTRIBUTE_WITH_CODE");
    expect((await currentTrader()).email).toBe(enrolled.email);
    expect((await verify(AccessToken, wrong(await newestCode(NEW_EMAIL)))).body).toMatchObject({ __type: "CodeMismatchException" });
    expect(await services().database.asTrader(sub, (tx) => activeHold(tx, nowSeconds()))).toBeNull();

    await confirmUserAttribute({ userAttributeKey: "email", confirmationCode: await newestCode(NEW_EMAIL) });
    expect((await currentTrader()).email).toBe(NEW_EMAIL);
    const told = await services().database.asTrader(sub, (tx) => addressesToTell(tx, sub, nowSeconds()));
    expect(told).toEqual([NEW_EMAIL, enrolled.email]);
    expect(await services().database.asTrader(sub, (tx) => activeHold(tx, nowSeconds()))).toMatchObject({ reason: "email_change" });
    expect(await kindsOf(sub)).toEqual(expect.arrayContaining(["email_change_asked", "email_changed"]));
    expect((await verify(AccessToken, "123456")).body).toMatchObject(REFUSED);
    expect((await move(AccessToken, "third@holdfast.test")).body).toMatchObject(REFUSED);

    openAmplifyBrowser(stage);
    expect((await call("ForgotPassword", { Username: enrolled.email })).status).toBe(200);
    expect(await stage.upstreamCalls("ForgotPassword")).toBe(1);
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, { ...enrolled, email: NEW_EMAIL });
    expect((await currentTrader()).sub).toBe(sub);
    expect(await everythingOf(sub)).toEqual(before);
  });

  test("sends its code again while it waits, and a code past its life proves nothing", async () => {
    const { second } = stage.traders;
    const AccessToken = await enter(second);
    await arm("email_change", "later@holdfast.test");
    await move(AccessToken, "later@holdfast.test");
    const first = await newestCode("later@holdfast.test");
    expect((await again(AccessToken)).body).toEqual({
      CodeDeliveryDetails: { AttributeName: "email", DeliveryMedium: "EMAIL", Destination: "l***@h***" },
    });
    expect((await verify(AccessToken, first)).body).toMatchObject({ __type: "CodeMismatchException" });
    await stage.advance(86_400);
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, second);
    expect((await verify(await accessShell(), await newestCode("later@holdfast.test"))).body).toMatchObject(REFUSED);
    expect((await currentTrader()).email).toBe(second.email);
  });

  test("is guessed at six times at most when 200 try at once", async () => {
    const { second } = stage.traders;
    const AccessToken = await enter(second);
    await arm("email_change", "guessed@holdfast.test");
    await move(AccessToken, "guessed@holdfast.test");
    const before = await stage.upstreamCalls("VerifyUserAttribute");
    const right = await newestCode("guessed@holdfast.test");
    const codes = Array.from({ length: 201 }, (_, at) => String(at).padStart(6, "0")).filter((code) => code !== right);
    const names = await Promise.all(codes.slice(0, 200).map(async (code) => (await verify(AccessToken, code)).body["__type"]));
    // The first lock lasts a second, so that a slow machine may see its end and one guess more.
    expect((await stage.upstreamCalls("VerifyUserAttribute")) - before).toBeLessThanOrEqual(6);
    expect(new Set(names)).toEqual(new Set(["CodeMismatchException", "LockedOutException"]));
  });

  test("to somebody else's address, or a case twin of it, looks like any other and gains nothing", async () => {
    const { second, newcomer } = stage.traders;
    const AccessToken = await enter(second);
    const answers = [];
    for (const email of ["free@holdfast.test", newcomer.email]) {
      await arm("email_change", email);
      const code = wrong(await newestCode(email));
      const steps = [await move(AccessToken, email.toUpperCase()), await verify(AccessToken, code), await again(AccessToken)];
      answers.push(steps.map(({ status, body }) => ({ status, kind: body["__type"] ?? Object.keys(body) })));
    }
    expect(answers[0]).toEqual(answers[1]);
    const mailed = await newestCode(newcomer.email);
    expect((await verify(AccessToken, mailed)).status).toBe(400);
    expect((await currentTrader()).email).toBe(second.email);
    expect((await move(AccessToken, second.email.toUpperCase())).body).toMatchObject({ __type: "SameEmailException" });
  });

  test("to an address that the pool refuses at once as taken goes on like any other: it is mailed to nobody and no code is right", async () => {
    const { second, newcomer } = stage.traders;
    const AccessToken = await enter(second);
    await arm("email_change", newcomer.email);
    const real = globalThis.fetch;
    globalThis.fetch = (input, init) =>
      new Headers(init?.headers).get("x-amz-target")?.endsWith("UpdateUserAttributes") === true &&
      typeof input === "string" &&
      input.startsWith(stage.pool.url)
        ? Promise.resolve(Response.json({ __type: "AliasExistsException", message: "taken" }, { status: 400 }))
        : real(input, init);
    const moved = await move(AccessToken, newcomer.email);
    globalThis.fetch = real;
    expect(moved).toMatchObject({ status: 200, body: { CodeDeliveryDetailsList: [{ Destination: "n***@h***" }] } });
    const asked = ["VerifyUserAttribute", "GetUserAttributeVerificationCode"];
    const before = await Promise.all(asked.map((operation) => stage.upstreamCalls(operation)));
    for (let failures = 1; failures <= 9; failures++) {
      await stage.advance(lockSeconds("mailed_code", failures));
      expect((await verify(AccessToken, "123456")).body).toMatchObject({ __type: "CodeMismatchException" });
    }
    expect((await verify(AccessToken, "123456")).body).toMatchObject({ __type: "LockedOutException" });
    expect((await again(AccessToken)).body).toMatchObject({ CodeDeliveryDetails: { Destination: "n***@h***" } });
    expect(await Promise.all(asked.map((operation) => stage.upstreamCalls(operation)))).toEqual(before);
  });

  test("is not finished while a reset's hold stands", async () => {
    const { second } = stage.traders;
    const AccessToken = await enter(second);
    await arm("email_change", "held@holdfast.test");
    await move(AccessToken, "held@holdfast.test");
    await services().database.asTrader(second.sub, (tx) => startHold(tx, second.sub, "password_reset", nowSeconds()));
    const before = await stage.upstreamCalls("VerifyUserAttribute");
    expect((await verify(AccessToken, await newestCode("held@holdfast.test"))).body).toMatchObject(REFUSED);
    expect(await stage.upstreamCalls("VerifyUserAttribute")).toBe(before);
    await stage.advance(86_400);
  });
});

describe("the end of an account", () => {
  test("waits while a hold stands, and then is one: the sessions end and the address signs nobody in", async () => {
    const { second } = stage.traders;
    // The reset of the test before makes new browsers unusual for a while.
    await stage.advance(SIGN_IN_RISK.afterRecoverySeconds);
    await enter(second);
    const other = browser;
    browser = openAmplifyBrowser(stage);
    const AccessToken = await enter(second);
    await arm("account_delete");
    await services().database.asTrader(second.sub, (tx) => startHold(tx, second.sub, "email_change", nowSeconds()));
    expect((await leave(AccessToken)).body).toMatchObject({ __type: "AccountNotEmptyException" });
    expect(await stage.upstreamCalls("DeleteUser")).toBe(0);
    await stage.advance(86_400);
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, second);
    await arm("account_delete");
    await deleteUser();
    expect(browser.jar.has("__Host-hf_at")).toBe(false);
    await expect(traderOf(other)).rejects.toThrow();
    expect(await kindsOf(second.sub)).toContain("account_deleted");
    expect(await failureOf(signInWithCode(stage, second))).toMatch(/^NotAuthorizedException/);
  });
});
