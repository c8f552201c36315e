// A proof that is wrong, late, given up or somebody else's proves nothing, and leaves an Amplify that works.
import { confirmSignIn, signIn, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

import { abandonPasswordProof, answerPasswordProof } from "@/lib/client/prove-by-password";
import { services } from "@/lib/server/services";
import { failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { closePasswordProofStage, openPasswordProofStage, passwordProofActs, srpStart, UNPROVEN } from "@/lib/testing/password-proof-acts";
import { secretsIn, type ProxyStage } from "@/lib/testing/proxy-stage";

let stage: ProxyStage;
let browser: TestBrowser;
const keptInSession = await vi.hoisted(async () => (await import("@/lib/testing/session-storage")).stubSessionStorage());

beforeAll(async () => {
  stage = await openPasswordProofStage({
    signIn: () => import("@/app/api/auth/cognito/route"),
    stepUp: () => import("@/app/api/step-up/[grantId]/cognito/route"),
  });
});
afterAll(() => closePasswordProofStage(stage));
beforeEach(async () => {
  browser = openAmplifyBrowser(stage);
  // Wrong proofs of the test before make a new browser suspicious, which has tests of its own.
  await services().database.asService((tx) => tx.query("DELETE FROM holdfast.sign_in_failures"));
  await signInWithCode(stage, stage.traders.enrolled);
});
afterEach(async () => {
  await abandonPasswordProof();
  await signOut().catch(() => undefined);
});
const { openOne, grantState, nextCode, start } = passwordProofActs(() => ({ stage, browser }));

describe("what is wrong is refused, and what is left is clean", () => {
  const isClean = async (): Promise<void> => {
    expect([...keptInSession.keys()].filter((key) => key.startsWith("CognitoSignInState"))).toEqual([]);
    expect(await failureOf(confirmSignIn({ challengeResponse: "123456" }))).toMatch(/^SignInException/);
    expect(await failureOf(answerPasswordProof("123456"))).toMatch(/^SignInException/);
  };

  test("a wrong password proves nothing and counts as a guess at this account", async () => {
    const grantId = await openOne();
    const { email } = stage.traders.enrolled;
    expect(await failureOf(start(grantId, "not the password"))).toBe("NotAuthorizedException: Incorrect username or password.");
    expect(await grantState(grantId)).toEqual(UNPROVEN);
    await isClean();
    // The first locks last a second or two, so a slow machine may pass some of them before its next guess.
    let locked = "";
    for (let guesses = 0; guesses < 12 && !locked.startsWith("LockedOutException"); guesses += 1) {
      locked = await failureOf(start(grantId, "not the password"));
    }
    const seconds = Number(/^LockedOutException: Retry after (\d+) seconds\.$/.exec(locked)?.[1]);
    expect(seconds).toBeGreaterThan(0);
    expect((await stage.call("InitiateAuth", srpStart(email))).body).toMatchObject({ __type: "LockedOutException" });
    await stage.advance(seconds);
    expect((await start(grantId)).signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
  });

  test("a wrong code may be given again, and the right one then proves", async () => {
    const grantId = await openOne();
    await start(grantId);
    expect(await failureOf(answerPasswordProof("000000"))).toMatch(/^CodeMismatchException/);
    expect(await grantState(grantId)).toEqual(UNPROVEN);
    expect((await answerPasswordProof(await nextCode())).signInStep).toBe("DONE");
    expect(await grantState(grantId)).toMatchObject({ isProven: true });
    await isClean();
  });

  test("a proof that is given up leaves nothing, and sends nothing for it", async () => {
    const grantId = await openOne();
    await start(grantId);
    expect([...keptInSession.keys()].some((key) => key.startsWith("CognitoSignInState"))).toBe(true);
    const sent = browser.requests.length;
    await abandonPasswordProof();
    expect(browser.requests.length).toBe(sent);
    await isClean();
    expect((await start(grantId)).signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
  });

  test("another trader's name and password prove nothing, whoever's they are", async () => {
    const grantId = await openOne();
    const { second } = stage.traders;
    const before = await stage.upstreamCalls("InitiateAuth");
    expect(await failureOf(start(grantId, second.password, second.email))).toMatch(/^GrantRefusedException/);
    expect(await stage.upstreamCalls("InitiateAuth")).toBe(before);
    expect(await grantState(grantId)).toEqual(UNPROVEN);
    await isClean();
  });

  test("a grant that is past its time is refused before the pool is asked, at each step", async () => {
    const late = await openOne();
    await stage.advance(250);
    expect((await start(late)).signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    await stage.advance(50);
    const before = await stage.upstreamCalls("RespondToAuthChallenge");
    expect(await failureOf(answerPasswordProof("123456"))).toMatch(/^GrantExpiredException/);
    expect(await failureOf(start(late))).toMatch(/^GrantExpiredException/);
    expect(await stage.upstreamCalls("RespondToAuthChallenge")).toBe(before);
    await isClean();
  });

  test("a grant is proven once", async () => {
    const grantId = await openOne();
    await start(grantId);
    await answerPasswordProof(await nextCode());
    expect(await failureOf(start(grantId))).toMatch(/^GrantUsedException/);
  });
});

test("the page's own sign-in works after all of this, in the same Amplify", async () => {
  const grantId = await openOne();
  await start(grantId);
  await signOut();
  browser = openAmplifyBrowser(stage);
  const { email, password } = stage.traders.enrolled;
  await signIn({ username: email, password, options: { authFlowType: "USER_SRP_AUTH" } });
  expect((await confirmSignIn({ challengeResponse: await nextCode() })).isSignedIn).toBe(true);
});

test("over all of this no real token, no challenge session and no secret was shown to the page", () => {
  const { upstream, shown } = stage.seen();
  const secrets = [...secretsIn(upstream)];
  expect(secrets.length).toBeGreaterThan(30);
  expect(secrets.filter((secret) => shown.some((answer) => answer.body.includes(secret.slice(0, 40))))).toEqual([]);
});
