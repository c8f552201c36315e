// Unusual sign-ins, by unmodified Amplify through the proxy and the real local pool with the triggers that are deployed.
import { confirmSignIn, signIn, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { SIGN_IN_RISK, SUSPICION_ANSWERS_MAX, SUSPICION_RESEND_SECONDS } from "@/lib/policy/sign-in-risk";
import { services } from "@/lib/server/services";
import { failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { callPool } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, secretsIn, type ProxyStage } from "@/lib/testing/proxy-stage";
import { guessWrongly, nameOf, strangerAt } from "@/lib/testing/raw-guesses";
import { factsOf, kindsOf } from "@/lib/testing/recovery-acts";
import type { SeededTrader } from "@/lib/testing/start-user-pool";
import { traderOf } from "@/lib/testing/trader-of";
import { suspicionCodes } from "@/lib/testing/unusual-sign-in";

const STEP = "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE";
const CODE = "CONFIRM_SIGN_IN_WITH_TOTP_CODE";
let stage: ProxyStage;
let browser: TestBrowser;
let ana: SeededTrader;
let ben: SeededTrader;

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
  ({ enrolled: ana, second: ben } = stage.traders);
});
afterAll(async () => {
  await services().database.close();
  await stage.close();
});
beforeEach(async () => {
  await services().database.asService(async (tx) => {
    for (const table of ["sign_in_attempts", "sign_in_failures", "suspicion_codes", "sign_in_passes", "rate_windows"])
      await tx.query(`DELETE FROM holdfast.${table}`);
  });
  await stage.advance(1_000);
  browser = openAmplifyBrowser(stage);
});
afterEach(() => signOut().catch(() => undefined));

const newBrowser = (): TestBrowser => (browser = openAmplifyBrowser(stage));
const byPassword = ({ email: username, password }: SeededTrader) =>
  signIn({ username, password, options: { authFlowType: "USER_SRP_AUTH" } });
const answer = (challengeResponse: string) => confirmSignIn({ challengeResponse });
const stateOf = (step: Parameters<typeof factsOf>[0]): string => factsOf(step)["state"] ?? "";

async function guess(who: Pick<SeededTrader, "email">, times: number = SIGN_IN_RISK.failures): Promise<void> {
  for (let made = 0; made < times; made += 1)
    expect(nameOf(await guessWrongly(strangerAt(stage), who.email))).toBe("NotAuthorizedException");
  stage.useBrowser(browser);
}

const mailedCodes = (who: SeededTrader): Promise<string[]> => suspicionCodes(stage, who);
const newestCode = async (who: SeededTrader): Promise<string> => (await mailedCodes(who)).at(-1) ?? "";

/** A new browser after wrong passwords, at the extra step. */
async function stand(who: SeededTrader) {
  await guess(who);
  const { nextStep } = await byPassword(who);
  expect(nextStep.signInStep).toBe(STEP);
  return nextStep;
}

describe("an ordinary return", () => {
  test("is asked for nothing more: a known browser after any failures, and a new one without them", async () => {
    await signInWithCode(stage, ana);
    await signOut();
    const home = browser;
    await guess(ana);
    await signInWithCode(stage, ana);
    await signOut();
    await stage.advance(SIGN_IN_RISK.failureWindowSeconds);
    newBrowser();
    await signInWithCode(stage, ana);
    expect(await mailedCodes(ana)).toEqual([]);
    expect(home).not.toBe(browser);
  });

  test("stays one below the figure", async () => {
    await guess(ben, SIGN_IN_RISK.failures - 1);
    await signInWithCode(stage, ben);
  });
});

describe("a new browser after wrong passwords", () => {
  test("is told why, answers the mailed code, is still asked for the second factor, and is known from then on", async () => {
    const step = await stand(ana);
    expect(factsOf(step)).toEqual({
      ...{ purpose: "suspicion", state: "asked", reasons: "failed_attempts", sentTo: "t***@h***", mailed: "yes", hasCodes: "no" },
    });
    const { nextStep: passed } = await answer(`mailed:${await newestCode(ana)}`);
    expect(stateOf(passed)).toBe("passed");
    expect((await byPassword(ana)).nextStep.signInStep).toBe(CODE);
    expect((await answer(await stage.code(ana.totpSecret ?? ""))).isSignedIn).toBe(true);
    const { sub, factors } = await traderOf(browser);
    expect(factors).toEqual(["password", "totp"]);
    expect(await kindsOf(sub)).toEqual(expect.arrayContaining(["sign_in_suspected", "suspicion_cleared", "session_opened"]));
    await signOut();
    await guess(ana);
    await signInWithCode(stage, ana);
  });

  test("gets no token for the password, none for the code, and sees no word of the pool's", async () => {
    const before = browser.answers.length;
    await stand(ana);
    await answer(`mailed:${await newestCode(ana)}`);
    const shown = browser.answers.slice(before);
    expect(shown.some(({ body }) => body.includes("AuthenticationResult"))).toBe(false);
    for (const secret of secretsIn(stage.seen().upstream)) expect(shown.some(({ body }) => body.includes(secret))).toBe(false);
    expect([...browser.jar.keys()].sort()).toEqual(["__Host-hf_dev", "__Host-hf_pre"]);
    // What the pool answered to the ticket is dead already.
    const AccessToken = /"AccessToken":"([^"]+)"/.exec(browser.elsewhere.findLast((text) => text.includes('"AccessToken"')) ?? "")?.[1];
    expect((await callPool(stage, "GetUser", { AccessToken })).body).toMatchObject({ message: "Access Token has been revoked" });
  });

  test("that answers wrongly three times is out, and so it is with a right code then", async () => {
    await stand(ana);
    for (let wrong = 1; wrong < SUSPICION_ANSWERS_MAX; wrong += 1)
      expect(stateOf((await answer("mailed:00000000")).nextStep)).toBe("wrong");
    expect(await failureOf(answer("mailed:00000000"))).toMatch(/^SuspicionNotClearedException/);
    expect(await failureOf(answer(`mailed:${await newestCode(ana)}`))).not.toBe("no error");
    expect((await byPassword(ana)).nextStep.signInStep).toBe(STEP);
    expect(stateOf((await answer(`mailed:${await newestCode(ana)}`)).nextStep)).toBe("passed");
  });

  test("is not let by on any other way of the password, nor by a right one that nobody answered for", async () => {
    await stand(ana);
    newBrowser();
    expect((await byPassword(ana)).nextStep.signInStep).toBe(STEP);
    newBrowser();
    const byChoice = await signIn({ username: ana.email, options: { authFlowType: "USER_AUTH" } });
    expect(byChoice.nextStep.signInStep).toBe("CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION");
    await answer("PASSWORD_SRP").catch(() => undefined);
    expect((await answer(ana.password)).nextStep.signInStep).toBe(STEP);
    newBrowser();
    const preferred = await signIn({
      ...{ username: ana.email, password: ana.password },
      options: { authFlowType: "USER_AUTH", preferredChallenge: "PASSWORD_SRP" },
    });
    expect(preferred.nextStep.signInStep).toBe(STEP);
  });

  test("that began before it was unusual opens nothing at its end", async () => {
    expect((await byPassword(ana)).nextStep.signInStep).toBe(CODE);
    await guess(ana);
    expect(await failureOf(answer(await stage.code(ana.totpSecret ?? "")))).toMatch(/^UnusualSignInException/);
    expect([...browser.jar.keys()]).not.toContain("__Host-hf_at");
  });

  test("is told nothing apart from a wrong password, like an address that nobody has", async () => {
    const nobody = { ...ana, email: "nobody-unusual@holdfast.test" };
    await guess(ana);
    await guess(nobody);
    const wrong = { ...ana, password: "not the password" };
    expect(await failureOf(byPassword(wrong))).toBe(await failureOf(byPassword(nobody)));
    expect(await mailedCodes(ana)).not.toContain(undefined);
  });
});

describe("the mailed code", () => {
  test("survives late mail: the one before works beside a newer one, and asking again waits", async () => {
    const before = (await mailedCodes(ana)).length;
    await stand(ana);
    const first = await newestCode(ana);
    expect(await failureOf(answer("mail"))).toMatch(/^RateLimitedException: Retry after \d+ seconds\.$/);
    await stage.advance(SUSPICION_RESEND_SECONDS);
    expect(stateOf((await answer("mail")).nextStep)).toBe("asked");
    expect(await mailedCodes(ana)).toHaveLength(before + 2);
    expect(stateOf((await answer(`mailed:${first}`)).nextStep)).toBe("passed");
  });

  test("is used once, whoever asks at once, and never for another account", async () => {
    await stand(ana);
    const code = await newestCode(ana);
    const { Session } = JSON.parse(browser.answers.at(-1)?.body ?? "{}") as { Session: string };
    const body = { ChallengeName: "CUSTOM_CHALLENGE", Session, ChallengeResponses: { USERNAME: ana.email, ANSWER: `mailed:${code}` } };
    const many = await Promise.all(Array.from({ length: 5 }, () => stage.call("RespondToAuthChallenge", body)));
    expect(many.filter(({ status }) => status === 200)).toHaveLength(1);
    newBrowser();
    await stand(ben);
    expect(stateOf((await answer(`mailed:${code}`)).nextStep)).toBe("wrong");
  });

  test("is counted under guesses at once, by us and by the pool", async () => {
    await stand(ben);
    const { Session } = JSON.parse(browser.answers.at(-1)?.body ?? "{}") as { Session: string };
    const body = { ChallengeName: "CUSTOM_CHALLENGE", Session, ChallengeResponses: { USERNAME: ben.email, ANSWER: "mailed:11111111" } };
    const many = await Promise.all(Array.from({ length: 40 }, () => stage.call("RespondToAuthChallenge", body)));
    // One session of the pool is answered once; the account's own count locks after five.
    expect(many.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(many.filter((one) => nameOf(one) === "LockedOutException").length).toBeGreaterThan(30);
  });

  test("stops being sent after five in an hour, and the step says so", async () => {
    await stand(ana);
    for (let more = 0; more < 4; more += 1) {
      await stage.advance(SUSPICION_RESEND_SECONDS);
      await answer("mail");
    }
    await stage.advance(SUSPICION_RESEND_SECONDS);
    expect(await failureOf(answer("mail"))).toMatch(/^RateLimitedException/);
  });
});

describe("a pass", () => {
  test("is this browser's, this account's, for once, and for fifteen minutes", async () => {
    await stand(ana);
    await answer(`mailed:${await newestCode(ana)}`);
    const cleared = browser;
    newBrowser();
    expect((await byPassword(ana)).nextStep.signInStep, "another browser").toBe(STEP);
    browser = cleared;
    stage.useBrowser(cleared);
    await guess(ben);
    expect((await byPassword(ben)).nextStep.signInStep, "another account").toBe(STEP);
    expect((await byPassword(ana)).nextStep.signInStep).toBe(CODE);
    await stage.advance(901);
    expect((await byPassword(ana)).nextStep.signInStep, "too late").toBe(STEP);
  });
});
