// Unusual sign-ins, by unmodified Amplify through the proxy and the real local pool with the triggers that are deployed.
import { signIn, signOut } from "aws-amplify/auth";
import { describe, expect, test } from "vitest";

import { SIGN_IN_RISK, SUSPICION_ANSWERS_MAX, SUSPICION_RESEND_SECONDS } from "@/lib/policy/sign-in-risk";
import { failureOf, signInWithCode } from "@/lib/testing/amplify-browser";
import { callPool } from "@/lib/testing/passkey-at-pool";
import { secretsIn } from "@/lib/testing/proxy-stage";
import { nameOf } from "@/lib/testing/raw-guesses";
import { factsOf, kindsOf } from "@/lib/testing/recovery-acts";
import { traderOf } from "@/lib/testing/trader-of";
import { SUSPICION_STEP, useSuspicionStand } from "@/lib/testing/suspicion-stand";

const CODE = "CONFIRM_SIGN_IN_WITH_TOTP_CODE";
const at = useSuspicionStand(() => import("@/app/api/auth/cognito/route"));

describe("an ordinary return", () => {
  test("is asked for nothing more: a known browser after any failures, and a new one without them", async () => {
    await signInWithCode(at.stage, at.ana);
    await signOut();
    const home = at.browser;
    await at.guess(at.ana);
    await signInWithCode(at.stage, at.ana);
    await signOut();
    await at.stage.advance(SIGN_IN_RISK.failureWindowSeconds);
    at.newBrowser();
    await signInWithCode(at.stage, at.ana);
    expect(await at.mailedCodes(at.ana)).toEqual([]);
    expect(home).not.toBe(at.browser);
  });

  test("stays one below the figure", async () => {
    await at.guess(at.ben, SIGN_IN_RISK.failures - 1);
    await signInWithCode(at.stage, at.ben);
  });
});

describe("a new browser after wrong passwords", () => {
  test("is told why, answers the mailed code, is still asked for the second factor, and is known from then on", async () => {
    const step = await at.atStep(at.ana);
    expect(factsOf(step)).toEqual({
      ...{ purpose: "suspicion", state: "asked", reasons: "failed_attempts", sentTo: "t***@h***", mailed: "yes", hasCodes: "no" },
    });
    const { nextStep: passed } = await at.answer(`mailed:${await at.newestCode(at.ana)}`);
    expect(at.stateOf(passed)).toBe("passed");
    expect((await at.byPassword(at.ana)).nextStep.signInStep).toBe(CODE);
    expect((await at.answer(await at.stage.code(at.ana.totpSecret ?? ""))).isSignedIn).toBe(true);
    const { sub, factors } = await traderOf(at.browser);
    expect(factors).toEqual(["password", "totp"]);
    expect(await kindsOf(sub)).toEqual(expect.arrayContaining(["sign_in_suspected", "suspicion_cleared", "session_opened"]));
    await signOut();
    await at.guess(at.ana);
    await signInWithCode(at.stage, at.ana);
  });

  test("gets no token for the password, none for the code, and sees no word of the pool's", async () => {
    const before = at.browser.answers.length;
    await at.atStep(at.ana);
    await at.answer(`mailed:${await at.newestCode(at.ana)}`);
    const shown = at.browser.answers.slice(before);
    expect(shown.some(({ body }) => body.includes("AuthenticationResult"))).toBe(false);
    for (const secret of secretsIn(at.stage.seen().upstream)) expect(shown.some(({ body }) => body.includes(secret))).toBe(false);
    expect([...at.browser.jar.keys()].sort()).toEqual(["__Host-hf_dev", "__Host-hf_pre"]);
    // What the pool answered to the ticket is dead already.
    const AccessToken = /"AccessToken":"([^"]+)"/.exec(at.browser.elsewhere.findLast((text) => text.includes('"AccessToken"')) ?? "")?.[1];
    expect((await callPool(at.stage, "GetUser", { AccessToken })).body).toMatchObject({ message: "Access Token has been revoked" });
  });

  test("that answers wrongly three times is out, and so it is with a right code then", async () => {
    await at.atStep(at.ana);
    for (let wrong = 1; wrong < SUSPICION_ANSWERS_MAX; wrong += 1)
      expect(at.stateOf((await at.answer("mailed:00000000")).nextStep)).toBe("wrong");
    expect(await failureOf(at.answer("mailed:00000000"))).toMatch(/^SuspicionNotClearedException/);
    expect(await failureOf(at.answer(`mailed:${await at.newestCode(at.ana)}`))).not.toBe("no error");
    expect((await at.byPassword(at.ana)).nextStep.signInStep).toBe(SUSPICION_STEP);
    expect(at.stateOf((await at.answer(`mailed:${await at.newestCode(at.ana)}`)).nextStep)).toBe("passed");
  });

  test("is not let by on any other way of the password, nor by a right one that nobody answered for", async () => {
    await at.atStep(at.ana);
    at.newBrowser();
    expect((await at.byPassword(at.ana)).nextStep.signInStep).toBe(SUSPICION_STEP);
    at.newBrowser();
    const byChoice = await signIn({ username: at.ana.email, options: { authFlowType: "USER_AUTH" } });
    expect(byChoice.nextStep.signInStep).toBe("CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION");
    await at.answer("PASSWORD_SRP").catch(() => undefined);
    expect((await at.answer(at.ana.password)).nextStep.signInStep).toBe(SUSPICION_STEP);
    at.newBrowser();
    const preferred = await signIn({
      ...{ username: at.ana.email, password: at.ana.password },
      options: { authFlowType: "USER_AUTH", preferredChallenge: "PASSWORD_SRP" },
    });
    expect(preferred.nextStep.signInStep).toBe(SUSPICION_STEP);
  });

  test("that began before it was unusual opens nothing at its end", async () => {
    expect((await at.byPassword(at.ana)).nextStep.signInStep).toBe(CODE);
    await at.guess(at.ana);
    expect(await failureOf(at.answer(await at.stage.code(at.ana.totpSecret ?? "")))).toMatch(/^UnusualSignInException/);
    expect([...at.browser.jar.keys()]).not.toContain("__Host-hf_at");
  });

  test("is told nothing apart from a wrong password, like an address that nobody has", async () => {
    const nobody = { ...at.ana, email: "nobody-unusual@holdfast.test" };
    await at.guess(at.ana);
    await at.guess(nobody);
    const wrong = { ...at.ana, password: "not the password" };
    expect(await failureOf(at.byPassword(wrong))).toBe(await failureOf(at.byPassword(nobody)));
    expect(await at.mailedCodes(at.ana)).not.toContain(undefined);
  });
});

describe("the mailed code", () => {
  test("survives late mail: the one before works beside a newer one, and asking again waits", async () => {
    const before = (await at.mailedCodes(at.ana)).length;
    await at.atStep(at.ana);
    const first = await at.newestCode(at.ana);
    expect(await failureOf(at.answer("mail"))).toMatch(/^RateLimitedException: Retry after \d+ seconds\.$/);
    await at.stage.advance(SUSPICION_RESEND_SECONDS);
    expect(at.stateOf((await at.answer("mail")).nextStep)).toBe("asked");
    expect(await at.mailedCodes(at.ana)).toHaveLength(before + 2);
    expect(at.stateOf((await at.answer(`mailed:${first}`)).nextStep)).toBe("passed");
  });

  test("is used once, whoever asks at once, and never for another account", async () => {
    await at.atStep(at.ana);
    const code = await at.newestCode(at.ana);
    const { Session } = JSON.parse(at.browser.answers.at(-1)?.body ?? "{}") as { Session: string };
    const body = { ChallengeName: "CUSTOM_CHALLENGE", Session, ChallengeResponses: { USERNAME: at.ana.email, ANSWER: `mailed:${code}` } };
    const many = await Promise.all(Array.from({ length: 5 }, () => at.stage.call("RespondToAuthChallenge", body)));
    expect(many.filter(({ status }) => status === 200)).toHaveLength(1);
    at.newBrowser();
    await at.atStep(at.ben);
    expect(at.stateOf((await at.answer(`mailed:${code}`)).nextStep)).toBe("wrong");
  });

  test("is counted under guesses at once, by us and by the pool", async () => {
    await at.atStep(at.ben);
    const { Session } = JSON.parse(at.browser.answers.at(-1)?.body ?? "{}") as { Session: string };
    const body = { ChallengeName: "CUSTOM_CHALLENGE", Session, ChallengeResponses: { USERNAME: at.ben.email, ANSWER: "mailed:11111111" } };
    const many = await Promise.all(Array.from({ length: 40 }, () => at.stage.call("RespondToAuthChallenge", body)));
    // One session of the pool is answered once; the account's own count locks after five.
    expect(many.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(many.filter((one) => nameOf(one) === "LockedOutException").length).toBeGreaterThan(30);
  });

  test("stops being sent after five in an hour, and the step says so", async () => {
    await at.atStep(at.ana);
    for (let more = 0; more < 4; more += 1) {
      await at.stage.advance(SUSPICION_RESEND_SECONDS);
      await at.answer("mail");
    }
    await at.stage.advance(SUSPICION_RESEND_SECONDS);
    expect(await failureOf(at.answer("mail"))).toMatch(/^RateLimitedException/);
  });
});

describe("a pass", () => {
  test("is this browser's, this account's, for once, and for fifteen minutes", async () => {
    await at.atStep(at.ana);
    await at.answer(`mailed:${await at.newestCode(at.ana)}`);
    const cleared = at.browser;
    at.newBrowser();
    expect((await at.byPassword(at.ana)).nextStep.signInStep, "another at.browser").toBe(SUSPICION_STEP);
    at.browser = cleared;
    at.stage.useBrowser(cleared);
    await at.guess(at.ben);
    expect((await at.byPassword(at.ben)).nextStep.signInStep, "another account").toBe(SUSPICION_STEP);
    expect((await at.byPassword(at.ana)).nextStep.signInStep).toBe(CODE);
    await at.stage.advance(901);
    expect((await at.byPassword(at.ana)).nextStep.signInStep, "too late").toBe(SUSPICION_STEP);
  });
});
