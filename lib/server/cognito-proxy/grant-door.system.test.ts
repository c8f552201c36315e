// The door of a grant is open to its own session, for what leads to a password and a code, and for nothing else.
import { randomUUID } from "node:crypto";
import { signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

import { abandonPasswordProof } from "@/lib/client/prove-by-password";
import { openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { closePasswordProofStage, openPasswordProofStage, passwordProofActs, srpStart } from "@/lib/testing/password-proof-acts";
import { secretsIn, type ProxyAnswer, type ProxyStage } from "@/lib/testing/proxy-stage";

let stage: ProxyStage;
let browser: TestBrowser;
await vi.hoisted(async () => (await import("@/lib/testing/session-storage")).stubSessionStorage());

beforeAll(async () => {
  stage = await openPasswordProofStage({
    signIn: () => import("@/app/api/auth/cognito/route"),
    stepUp: () => import("@/app/api/step-up/[grantId]/cognito/route"),
  });
});
afterAll(() => closePasswordProofStage(stage));
beforeEach(async () => {
  browser = openAmplifyBrowser(stage);
  await signInWithCode(stage, stage.traders.enrolled);
});
afterEach(async () => {
  await abandonPasswordProof();
  await signOut().catch(() => undefined);
});
const { openOne, callGrant } = passwordProofActs(() => ({ stage, browser }));

describe("what is wrong is refused, and what is left is clean", () => {
  test("an unknown grant, no grant at all, and one of the trader's other session are refused alike", async () => {
    const own = await openOne();
    const here = browser;
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, stage.traders.enrolled);
    const { email } = stage.traders.enrolled;
    for (const grantId of [own, randomUUID(), "not-an-id", "x%00y"]) {
      expect((await callGrant(grantId, "InitiateAuth", srpStart(email))).body).toMatchObject({ __type: "GrantRefusedException" });
    }
    stage.useBrowser(here);
    browser = here;
    expect((await callGrant(own, "InitiateAuth", srpStart(email))).status).toBe(200);
  });

  test("another trader's grant is refused exactly as one that never was", async () => {
    const theirs = await openOne();
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, stage.traders.second);
    const asThemselves = await callGrant(theirs, "InitiateAuth", srpStart(stage.traders.second.email));
    const asTheOwner = await callGrant(theirs, "InitiateAuth", srpStart(stage.traders.enrolled.email));
    const ofNobody = await callGrant(randomUUID(), "InitiateAuth", srpStart(stage.traders.second.email));
    expect(ofNobody).toMatchObject({ status: 400, body: { __type: "GrantRefusedException" } });
    expect([asThemselves, asTheOwner]).toEqual([ofNobody, ofNobody]);
    const texts = browser.answers.slice(-3).map((answer) => answer.body);
    expect(new Set(texts).size).toBe(1);
  });

  test("without a session nothing is asked of the pool", async () => {
    const grantId = await openOne();
    const before = await stage.upstreamCalls("InitiateAuth");
    const kept = new Map(browser.jar);
    browser.jar.clear();
    expect((await callGrant(grantId, "InitiateAuth", srpStart(stage.traders.enrolled.email))).body).toMatchObject({
      __type: "SessionEndedException",
    });
    expect(await stage.upstreamCalls("InitiateAuth")).toBe(before);
    for (const [name, value] of kept) browser.jar.set(name, value);
  });
});

describe("the door of a grant", () => {
  test("offers what leads to a password and a code, and nothing else", async () => {
    const grantId = await openOne();
    for (const [what, operation, body] of [
      ["the account", "GetUser", { AccessToken: "x" }],
      ["a refresh", "GetTokensFromRefreshToken", { RefreshToken: "x" }],
      ["a sign-out", "RevokeToken", { Token: "x" }],
      ["an enrolment", "AssociateSoftwareToken", { Session: "x" }],
      ["a passkey", "StartWebAuthnRegistration", { AccessToken: "x" }],
      ["a sign-up", "SignUp", { Username: "a@b.c", Password: "x" }],
      [
        "a sign-in by passkey",
        "InitiateAuth",
        { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME: "x", PREFERRED_CHALLENGE: "WEB_AUTHN" } },
      ],
      ["a sign-in by choice", "InitiateAuth", { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME: "x" } }],
      ["a password in clear", "InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: "x", PASSWORD: "y" } }],
      [
        "a passkey as the chosen factor",
        "RespondToAuthChallenge",
        { ChallengeName: "SELECT_CHALLENGE", Session: "x", ChallengeResponses: { USERNAME: "x", ANSWER: "WEB_AUTHN" } },
      ],
      [
        "a set-up of a factor",
        "RespondToAuthChallenge",
        { ChallengeName: "MFA_SETUP", Session: "x", ChallengeResponses: { USERNAME: "x" } },
      ],
    ] as const) {
      expect((await callGrant(grantId, operation, body)).body, what).toMatchObject({ __type: "RequestRefusedException" });
    }
    expect((await callGrant(grantId, "InitiateAuth", srpStart(stage.traders.enrolled.email))).status).toBe(200);
  });

  /** A wrong answer to a password challenge, sent where the caller says; the name of what came back. */
  async function answerAt(send: (operation: string, body: object) => Promise<ProxyAnswer>, started: ProxyAnswer): Promise<string> {
    const parameters = started.body["ChallengeParameters"] as Record<string, string>;
    const { body } = await send("RespondToAuthChallenge", {
      ChallengeName: "PASSWORD_VERIFIER",
      Session: started.body["Session"],
      ChallengeResponses: {
        USERNAME: parameters["USER_ID_FOR_SRP"],
        PASSWORD_CLAIM_SECRET_BLOCK: parameters["SECRET_BLOCK"],
        PASSWORD_CLAIM_SIGNATURE: `${"A".repeat(43)}=`,
        TIMESTAMP: "Sun Nov 1 00:00:00 UTC 2026",
      },
    });
    return `${String(body["__type"])}: ${String(body["message"])}`;
  }
  const OLD = "NotAuthorizedException: Invalid session for the user, session is expired.";
  const JUDGED = "NotAuthorizedException: Incorrect username or password.";

  test("opens no seal of a sign-in or of another grant, and a sign-in opens none of its own", async () => {
    const { email } = stage.traders.enrolled;
    const [one, other] = [await openOne(), await openOne()];
    const at = (grantId: string) => (operation: string, body: object) => callGrant(grantId, operation, body);

    const ofSignIn = await stage.call("InitiateAuth", srpStart(email));
    expect(await answerAt(at(one), ofSignIn)).toBe(OLD);
    expect(await answerAt(stage.call, ofSignIn)).toBe(JUDGED);

    const ofOne = await callGrant(one, "InitiateAuth", srpStart(email));
    expect(await answerAt(stage.call, ofOne)).toBe(OLD);
    expect(await answerAt(at(other), ofOne)).toBe(OLD);
    expect(await answerAt(at(one), ofOne)).toBe(JUDGED);
  });
});

test("over all of this no real token, no challenge session and no secret was shown to the page", () => {
  const { upstream, shown } = stage.seen();
  const secrets = [...secretsIn(upstream)];
  expect(secrets.length).toBeGreaterThan(30);
  expect(secrets.filter((secret) => shown.some((answer) => answer.body.includes(secret.slice(0, 40))))).toEqual([]);
});
