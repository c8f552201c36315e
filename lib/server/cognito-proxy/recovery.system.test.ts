// Coming back without a second factor, by unmodified Amplify through the proxy: every refusal beside the answer that is taken.
import { fetchAuthSession, setUpTOTP, signIn, signOut, updateMFAPreference, verifyTOTPSetup } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { RECOVERY_LIMITS } from "@/lib/policy/account-policy";
import { writeRecoveryCode } from "@/lib/recovery/recovery-code";
import { makeRecoveryCodes } from "@/lib/server/recovery/make-recovery-codes";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { accessShell, failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { addPasskey } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, secretsIn, type ProxyStage } from "@/lib/testing/proxy-stage";
import { answerStep as answer, comeByPassword, factsOf, holdOf, kindsOf } from "@/lib/testing/recovery-acts";
import { createSoftwarePasskey } from "@/lib/testing/software-passkey";
import type { SeededTrader } from "@/lib/testing/start-user-pool";
import { signInByMailAndCode } from "@/lib/testing/unusual-sign-in";
import { traderOf } from "@/lib/testing/trader-of";
import { ticketOf } from "@/infra/triggers/ticket";
import { poolTicket } from "./pool-ticket";

const WRONG = writeRecoveryCode(new Uint8Array(10).fill(7));
const STEP = "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE";
let stage: ProxyStage;
let browser: TestBrowser;
let ana: SeededTrader & { readonly totpSecret: string };
let codes: readonly string[];

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
  const { enrolled } = stage.traders;
  ana = { ...enrolled, totpSecret: enrolled.totpSecret ?? "" };
  browser = openAmplifyBrowser(stage);
  await signInWithCode(stage, ana);
  ({ codes } = await makeRecoveryCodes(await currentTrader(), undefined));
  await signOut();
});
afterAll(async () => {
  await services().database.close();
  await stage.close();
});
beforeEach(async () => {
  await services().database.asTrader(ana.sub, (tx) => tx.query("DELETE FROM holdfast.recovery_attempts"));
  browser = openAmplifyBrowser(stage);
});
afterEach(() => signOut().catch(() => undefined));

const currentTrader = (of = browser): Promise<Trader> => traderOf(of);
const byPassword = (password = ana.password, who: SeededTrader = ana) => comeByPassword(who, password);
async function comeBackByCode(code: string): Promise<Trader> {
  expect((await byPassword()).nextStep.signInStep).toBe(STEP);
  expect((await answer(`code:${code}`)).isSignedIn).toBe(true);
  return currentTrader();
}

describe("the recovery step", () => {
  test("comes only after the right password, and the pool's nonce stays on the server", async () => {
    expect(await failureOf(byPassword("not the password"))).toMatch(/^NotAuthorizedException: Incorrect/);
    const { nextStep } = await byPassword();
    expect(nextStep.signInStep).toBe(STEP);
    expect(factsOf(nextStep)).toMatchObject({ state: "none", hasCodes: "yes", mailed: "no" });
    const { upstream, shown } = stage.seen();
    const nonces = upstream.flatMap((text) => /"nonce":"([\w-]{43})"/.exec(text)?.[1] ?? []);
    expect(nonces.length).toBeGreaterThan(0);
    for (const nonce of nonces) expect(JSON.stringify(shown)).not.toContain(nonce);
  });

  test("is not offered without SRP, to nobody", async () => {
    const bare = { AuthFlow: "CUSTOM_AUTH", AuthParameters: { USERNAME: ana.email } };
    expect((await stage.call("InitiateAuth", bare)).body).toMatchObject({ __type: "RequestRefusedException" });
  });

  test("takes no answer of a sign-in that has not shown the password, and none for another step", async () => {
    const { nextStep } = await signIn({ username: ana.email, password: ana.password, options: { authFlowType: "USER_SRP_AUTH" } });
    expect(nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    const sealed = (JSON.parse(browser.answers.at(-1)?.body ?? "{}") as { Session?: string }).Session;
    const forged = {
      ChallengeName: "CUSTOM_CHALLENGE",
      Session: sealed,
      ChallengeResponses: { USERNAME: ana.email, ANSWER: `code:${codes[9]}` },
    };
    expect((await stage.call("RespondToAuthChallenge", forged)).body).toMatchObject({ __type: "NotAuthorizedException" });
  });

  test("sends the pool nothing for a wrong answer, and a ticket for a right one", async () => {
    await byPassword();
    const before = await stage.upstreamCalls("RespondToAuthChallenge");
    for (const wrong of [`code:${WRONG}`, "code:x", "start:12345678", "finish:12345678", "anything", "ticket:x"])
      expect(await failureOf(answer(wrong)), wrong).toMatch(/^(RecoveryCodeRefused|CodeMismatch|RequestRefused)Exception/);
    expect(await stage.upstreamCalls("RespondToAuthChallenge")).toBe(before);
    expect((await answer(`code:${codes[8]}`)).isSignedIn).toBe(true);
    expect(await stage.upstreamCalls("RespondToAuthChallenge")).toBe(before + 1);
  });

  test.each(["recovery", "suspicion", "sign-up"] as const)("makes the ticket of a %s that the trigger makes", (purpose) => {
    const key = process.env["RECOVERY_TICKET_KEY"] ?? "";
    expect(poolTicket(purpose, "account", "nonce")).toBe(ticketOf(key, purpose, "account", "nonce"));
  });

  test("locks after ten wrong codes in a day, for a right one too, and the sign-in by code goes on", async () => {
    await byPassword();
    for (let guess = 0; guess < RECOVERY_LIMITS.code; guess += 1)
      expect(await failureOf(answer(`code:${WRONG}`))).toMatch(/^RecoveryCodeRefusedException/);
    expect(await failureOf(answer(`code:${codes[7]}`))).toMatch(/^LockedOutException: Retry after \d+ seconds\.$/);
    await signInByMailAndCode(stage, ana, "after_recovery");
    expect((await currentTrader()).factors).toEqual(["password", "totp"]);
  });
});

describe("a recovery code", () => {
  test("opens a limited session: it holds, it ends every other session, and it may act in small", async () => {
    const phone = browser;
    await signInByMailAndCode(stage, ana, "after_recovery");
    const before = await currentTrader(phone);
    browser = openAmplifyBrowser(stage);
    const back = await comeBackByCode(codes[0] ?? "");
    expect(back).toMatchObject({ sub: before.sub, factors: ["password", "recovery_code"], readOnlyReason: null });
    expect(await holdOf(back.sub)).toMatchObject({ reason: "recovery_code" });
    await expect(currentTrader(phone)).rejects.toThrow("unauthenticated");
    expect(await kindsOf(back.sub)).toEqual(expect.arrayContaining(["recovery_code_used", "hold_started", "session_revoked"]));
  });

  test("works once, whoever asks, and a code of another account never", async () => {
    await comeBackByCode(codes[1] ?? "");
    await signOut();
    await byPassword();
    expect(await failureOf(answer(`code:${codes[1]}`))).toMatch(/^RecoveryCodeRefusedException/);
    const { second } = stage.traders;
    browser = openAmplifyBrowser(stage);
    await byPassword(second.password, second);
    expect(await failureOf(answer(`code:${codes[2]}`))).toMatch(/^RecoveryCodeRefusedException/);
  });

  test("shown in many browsers at once opens one session", async () => {
    const attempts: { readonly browser: TestBrowser; readonly body: object }[] = [];
    for (let count = 0; count < 6; count += 1) {
      browser = openAmplifyBrowser(stage);
      await byPassword();
      const { Session } = JSON.parse(browser.answers.at(-1)?.body ?? "{}") as { Session?: string };
      const ChallengeResponses = { USERNAME: ana.email, ANSWER: `code:${codes[3]}` };
      attempts.push({ browser, body: { ChallengeName: "CUSTOM_CHALLENGE", Session, ChallengeResponses } });
    }
    const answers = await Promise.all(
      attempts.map((attempt) => {
        const headers = {
          "content-type": "application/x-amz-json-1.1",
          "x-amz-target": "AWSCognitoIdentityProviderService.RespondToAuthChallenge",
        };
        return attempt.browser.fetch(`${stage.route.origin}/api/auth/cognito`, {
          method: "POST",
          headers,
          body: JSON.stringify(attempt.body),
        });
      }),
    );
    const bodies = await Promise.all(answers.map(async (response) => (await response.json()) as Record<string, unknown>));
    expect(bodies.filter((body) => "AuthenticationResult" in body)).toHaveLength(1);
    expect(bodies.filter((body) => body["__type"] === "RecoveryCodeRefusedException")).toHaveLength(5);
  });

  test("is not lost when the pool does not answer", async () => {
    await byPassword();
    await stage.pool.control("fault", "POST", { operation: "RespondToAuthChallenge", kind: "error", times: 1 });
    expect(await failureOf(answer(`code:${codes[4]}`))).not.toBe("no error");
    await comeBackByCode(codes[4] ?? "");
  });

  test("leaves no token of the pool in reach of the page", async () => {
    await comeBackByCode(codes[5] ?? "");
    const { upstream, shown } = stage.seen();
    for (const secret of secretsIn(upstream)) expect(shown.some(({ body }) => body.includes(secret))).toBe(false);
  });
});

describe("after a recovery", () => {
  test("one new authenticator is set up without an approval, and neither a second one nor a passkey after it", async () => {
    const back = await comeBackByCode(codes[6] ?? "");
    const { sharedSecret } = await setUpTOTP();
    expect(await failureOf(verifyTOTPSetup({ code: "000000" }))).not.toBe("no error");
    await verifyTOTPSetup({ code: await stage.code(sharedSecret) });
    await updateMFAPreference({ totp: "PREFERRED" });
    ana = { ...ana, totpSecret: sharedSecret };
    const AccessToken = await accessShell();
    expect((await stage.call("AssociateSoftwareToken", { AccessToken })).body).toMatchObject({ __type: "StepUpRequiredException" });
    expect((await stage.call("StartWebAuthnRegistration", { AccessToken })).body).toMatchObject({ __type: "StepUpRequiredException" });
    await signOut();
    browser = openAmplifyBrowser(stage);
    await signInByMailAndCode(stage, ana, "after_recovery");
    expect((await currentTrader()).factors).toEqual(["password", "totp"]);
    expect(await holdOf(back.sub)).toMatchObject({ reason: "recovery_code" });
  });

  test("a passkey begun beside an authenticator is refused once the authenticator is set up", async () => {
    ({ codes } = await freshCodes());
    await comeBackByCode(codes[0] ?? "");
    const AccessToken = await accessShell();
    const started = await stage.call("StartWebAuthnRegistration", { AccessToken });
    const { challenge } = started.body["CredentialCreationOptions"] as { challenge: string };
    const { sharedSecret } = await setUpTOTP();
    await verifyTOTPSetup({ code: await stage.code(sharedSecret) });
    ana = { ...ana, totpSecret: sharedSecret };
    const Credential = createSoftwarePasskey("localhost").register(challenge, stage.route.origin);
    const refused = await stage.call("CompleteWebAuthnRegistration", { AccessToken, Credential });
    expect(refused.body).toMatchObject({ __type: "StepUpRequiredException" });
  });

  test("a passkey is as good, and neither comes five minutes later", async () => {
    await comeBackByCode(codes[1] ?? "");
    const shell = await accessShell();
    await addPasskey(stage, shell);
    expect((await stage.call("AssociateSoftwareToken", { AccessToken: shell })).body).toMatchObject({ __type: "StepUpRequiredException" });
    await signOut();
    browser = openAmplifyBrowser(stage);
    await comeBackByCode(codes[2] ?? "");
    await stage.advance(299);
    expect((await stage.call("AssociateSoftwareToken", { AccessToken: await accessShell() })).body).toHaveProperty("SecretCode");
    await stage.advance(2);
    // The page renews its session, so that only the sign-in is old.
    const AccessToken = (await fetchAuthSession({ forceRefresh: true })).tokens?.accessToken.toString();
    expect((await stage.call("StartWebAuthnRegistration", { AccessToken })).body).toMatchObject({ __type: "StepUpRequiredException" });
  });

  /** A set made once the holds of the earlier tests are over. */
  async function freshCodes() {
    await stage.advance(4 * 86_400);
    await services().database.asTrader(ana.sub, (tx) =>
      tx.query("UPDATE holdfast.recovery_code_sets SET replaced_at = now() WHERE replaced_at IS NULL"),
    );
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, ana);
    const made = await makeRecoveryCodes(await currentTrader(), undefined);
    await signOut();
    browser = openAmplifyBrowser(stage);
    return made;
  }
});
