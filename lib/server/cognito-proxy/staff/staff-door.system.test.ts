// Unmodified Amplify in Node at the desk's door, with the real test pool's staff pool and PostgreSQL behind it: an operator signs in, an invited one
// for the first time, passkeys are enrolled, and nothing of the account can be changed.
import { confirmSignIn, fetchAuthSession, signIn, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { accessShell, failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { callPool, cookieHeaderOf, plantPasskey } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, secretsIn, type ProxyAnswer, type ProxyStage } from "@/lib/testing/proxy-stage";
import { TEST_DESK_ENVIRONMENT } from "@/lib/testing/set-test-settings";
import { createSoftwarePasskey, type SoftwarePasskey } from "@/lib/testing/software-passkey";

const DOOR = "/api/ops/auth/cognito";
let stage: ProxyStage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await openProxyStage({ hasDesk: true });
  const doors = {
    [DOOR]: (await import("@/app/api/ops/auth/cognito/route")).POST,
    "/api/auth/cognito": (await import("@/app/api/auth/cognito/route")).POST,
  };
  stage.route.serve((request) => {
    const door = doors[new URL(request.url).pathname as keyof typeof doors];
    return door(request, { params: Promise.resolve({}) });
  });
});
afterAll(async () => {
  const { services } = await import("@/lib/server/services");
  await Promise.all([services().database.close(), services().deskDatabase?.close()]);
  await stage.close();
});
beforeEach(() => {
  browser = openAmplifyBrowser(stage, "desk");
});
afterEach(() => signOut().catch(() => undefined));

const at = (operation: string, body: object): Promise<ProxyAnswer> => stage.call(operation, body, DOOR);
const currentOperator = async () => {
  const { resolveOperator } = await import("@/lib/server/operators/resolve-operator");
  const resolved = await resolveOperator(cookieHeaderOf(browser.jar));
  if (!resolved.ok) throw new Error(`Nobody is signed in: ${resolved.refusal.code}`);
  return resolved.value;
};
const eventsOf = async (kind: string): Promise<readonly Readonly<Record<string, string>>[]> => {
  const { deskParts } = await import("@/lib/server/operators/desk-parts");
  const rows = await deskParts().database.asService((tx) =>
    tx.query<{ detail: Record<string, string> }>("SELECT detail FROM holdfast.operator_events WHERE kind = $1 ORDER BY id", [kind]),
  );
  return rows.map(({ detail }) => detail);
};
async function enrol(AccessToken: string): Promise<SoftwarePasskey> {
  const passkey = createSoftwarePasskey("localhost");
  const started = await at("StartWebAuthnRegistration", { AccessToken });
  const { challenge } = (started.body["CredentialCreationOptions"] ?? {}) as { challenge?: string };
  if (challenge === undefined) throw new Error(`The door refused: ${String(started.body["__type"])}`);
  const kept = await at("CompleteWebAuthnRegistration", { AccessToken, Credential: passkey.register(challenge, stage.route.origin) });
  if (kept.status !== 200) throw new Error(`The door refused: ${String(kept.body["__type"])}`);
  return passkey;
}
async function signInBy(passkey: SoftwarePasskey, USERNAME: string): Promise<ProxyAnswer> {
  const started = await at("InitiateAuth", { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME, PREFERRED_CHALLENGE: "WEB_AUTHN" } });
  const parameters = started.body["ChallengeParameters"] as Record<string, string>;
  const { challenge } = JSON.parse(parameters["CREDENTIAL_REQUEST_OPTIONS"] ?? "{}") as { challenge: string };
  const CREDENTIAL = JSON.stringify(passkey.sign(challenge, stage.route.origin));
  const responses = { ChallengeName: "WEB_AUTHN", Session: started.body["Session"], ChallengeResponses: { USERNAME, CREDENTIAL } };
  return at("RespondToAuthChallenge", responses);
}

describe("an operator", () => {
  test("signs in with password and code and gets the desk's cookies, shells and nothing else", async () => {
    await signInWithCode(stage, stage.operators.ada);
    expect([...browser.jar.keys()].sort()).toEqual(["__Host-hf_ops_at", "__Secure-hf_ops_rt"]);
    expect((await fetchAuthSession()).tokens?.accessToken.toString()).toMatch(/\.shell$/);
    expect(await currentOperator()).toMatchObject({ sub: stage.operators.ada.sub, hasPasskey: false });
    const lines = browser.answers.flatMap(({ cookieLines }) => cookieLines);
    expect(lines.every((line) => /; HttpOnly; Secure; SameSite=Strict$/.test(line))).toBe(true);
    expect(browser.requests.filter(({ body }) => body.includes(stage.operators.ada.password))).toEqual([]);
    expect((await eventsOf("session_opened")).at(-1)).toEqual({ factors: "password+totp" });
  });

  test("renews through the cookies, signs out, and is out at once", async () => {
    await signInWithCode(stage, stage.operators.ada);
    const before = browser.jar.get("__Secure-hf_ops_rt");
    await stage.advance(400);
    await fetchAuthSession({ forceRefresh: true });
    expect(browser.jar.get("__Secure-hf_ops_rt")).not.toBe(before);
    const kept = new Map(browser.jar);
    const AccessToken = await accessShell();
    const revoked = await stage.upstreamCalls("RevokeToken");
    await signOut();
    expect(browser.jar.size).toBe(0);
    for (const [name, value] of kept) browser.jar.set(name, value);
    expect((await at("ListWebAuthnCredentials", { AccessToken })).body).toMatchObject({ __type: "SessionEndedException" });
    expect(await stage.upstreamCalls("RevokeToken")).toBe(revoked + 1);
  });

  test("is locked after wrong passwords before the pool is asked again; a trader of the same address is not", async () => {
    const { email: username } = stage.operators.bob;
    let asked = 1;
    let answer = "";
    for (let guesses = 0; guesses < 12 && !answer.startsWith("LockedOutException"); guesses += 1) {
      const before = await stage.upstreamCalls("InitiateAuth");
      answer = await failureOf(signIn({ username, password: "wrong password" }));
      asked = (await stage.upstreamCalls("InitiateAuth")) - before;
    }
    expect([answer.startsWith("LockedOutException: Retry after"), asked]).toEqual([true, 0]);
    expect((await eventsOf("sign_in_failed")).length).toBeGreaterThanOrEqual(4);
    expect((await eventsOf("sign_in_locked")).length).toBeGreaterThanOrEqual(1);
    expect(JSON.stringify(await eventsOf("sign_in_failed"))).not.toContain("holdfast.test");
    const { lockedForSeconds } = await import("../attempt-counter");
    const { services } = await import("@/lib/server/services");
    const now = services().clock.nowSeconds();
    expect(await lockedForSeconds(services().database, { email: username, purpose: "password" }, now)).toBe(0);
    await stage.advance(960);
    await signInWithCode(stage, stage.operators.bob);
  });

  test("is unknown at the traders' door, as a trader is at the desk's", async () => {
    expect(await failureOf(signIn({ username: stage.traders.enrolled.email, password: stage.traders.enrolled.password }))).toMatch(
      /^NotAuthorizedException: Incorrect username or password\.$/,
    );
    openAmplifyBrowser(stage);
    expect(await failureOf(signIn({ username: stage.operators.ada.email, password: stage.operators.ada.password }))).toMatch(
      /^NotAuthorizedException: Incorrect username or password\.$/,
    );
  });
});

describe("somebody who was invited", () => {
  const email = "invited@holdfast.test";
  const temporary = "temporary password 1";
  const lasting = "a lasting phrase of mine 7";

  test("chooses a password, sets up an authenticator and has a session; the temporary password opens nothing more", async () => {
    expect(await inviteAtPool({ Username: "d0000000-0000-4000-8000-000000000001", email, temporary })).toBe(200);
    const first = await signIn({ username: email, password: temporary, options: { authFlowType: "USER_SRP_AUTH" } });
    expect(first.nextStep.signInStep).toBe("CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED");
    expect(await failureOf(confirmSignIn({ challengeResponse: "short" }))).toMatch(/^InvalidPasswordException/);
    const next = await confirmSignIn({ challengeResponse: lasting });
    if (next.nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw new Error(next.nextStep.signInStep);
    const done = await confirmSignIn({ challengeResponse: await stage.code(next.nextStep.totpSetupDetails.sharedSecret) });
    expect(done.isSignedIn).toBe(true);
    expect((await eventsOf("totp_enrolled")).length).toBe(1);
    await signOut();
    expect(await failureOf(signIn({ username: email, password: temporary }))).toMatch(/^NotAuthorizedException/);
  });
});

async function inviteAtPool(invited: { Username: string; email: string; temporary: string }): Promise<number> {
  const response = await fetch(stage.pool.url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AWSCognitoIdentityProviderService.AdminCreateUser",
      authorization: `AWS4-HMAC-SHA256 Credential=TEST/20261129/eu-central-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`,
    },
    body: JSON.stringify({
      UserPoolId: TEST_DESK_ENVIRONMENT.COGNITO_STAFF_USER_POOL_ID,
      Username: invited.Username,
      TemporaryPassword: invited.temporary,
      MessageAction: "SUPPRESS",
      UserAttributes: [
        { Name: "email", Value: invited.email },
        { Name: "email_verified", Value: "true" },
      ],
    }),
  });
  return response.status;
}

describe("a passkey of an operator", () => {
  test("is enrolled right after a sign-in, signs in at once, and approves nothing for a day", async () => {
    await signInWithCode(stage, stage.operators.ada);
    const passkey = await enrol(await accessShell());
    expect(await currentOperator()).toMatchObject({ hasPasskey: false });
    expect((await at("ListWebAuthnCredentials", { AccessToken: await accessShell() })).body["Credentials"]).toHaveLength(1);
    await signOut();
    browser = openAmplifyBrowser(stage, "desk");
    expect((await signInBy(passkey, stage.operators.ada.email)).body).toHaveProperty("AuthenticationResult");
    const operator = await currentOperator();
    const { openPasskeyGrant } = await import("@/lib/server/operators/open-passkey-grant");
    const act = { act: "passkey_add", subjectId: "new" } as const;
    await expect(openPasskeyGrant(operator, act)).rejects.toMatchObject({ refusal: { code: "forbidden" } });
    await stage.advance(86_400);
    // From now on another passkey takes this one: password and code put none beside it, however fresh.
    const shell = await shellOf(passkey);
    expect((await at("StartWebAuthnRegistration", { AccessToken: shell })).body).toMatchObject({ __type: "StepUpRequiredException" });
    const armed = await openPasskeyGrant(await currentOperator(), act);
    const { proveOperatorGrant } = await import("@/lib/server/operators/prove-operator-grant");
    await proveOperatorGrant(await currentOperator(), armed.grantId, passkey.sign(armed.passkey.challenge, stage.route.origin));
    const second = await enrol(shell);
    const { listPasskeysOfDesk } = await import("@/lib/server/operators/list-passkeys-of-desk");
    expect((await listPasskeysOfDesk(await currentOperator())).map(({ credentialId, counts }) => [credentialId, counts])).toEqual([
      [passkey.credentialId, true],
      [second.credentialId, true],
    ]);
    expect((await at("DeleteWebAuthnCredential", { AccessToken: shell, CredentialId: second.credentialId })).body).toMatchObject({
      __type: "StepUpRequiredException",
    });
  });

  async function shellOf(passkey: SoftwarePasskey): Promise<string> {
    const { body } = await signInBy(passkey, stage.operators.ada.email);
    return (body["AuthenticationResult"] as { AccessToken: string }).AccessToken;
  }

  test("is not enrolled on a sign-in older than five minutes", async () => {
    await signInWithCode(stage, stage.operators.bob);
    await stage.advance(301);
    await fetchAuthSession({ forceRefresh: true });
    const refused = await at("StartWebAuthnRegistration", { AccessToken: await accessShell() });
    expect(refused.body).toMatchObject({ __type: "StepUpRequiredException" });
    await signOut();
    browser = openAmplifyBrowser(stage, "desk");
    await signInWithCode(stage, stage.operators.bob);
    expect((await at("StartWebAuthnRegistration", { AccessToken: await accessShell() })).status).toBe(200);
  });

  test("that was planted at the pool with a stolen token opens no session, and the log says so", async () => {
    await signInWithCode(stage, stage.operators.bob);
    const planted = await plantPasskey(stage, browser.jar.get("__Host-hf_ops_at") ?? "");
    await signOut();
    browser = openAmplifyBrowser(stage, "desk");
    expect((await signInBy(planted, stage.operators.bob.email)).body).toMatchObject({ __type: "NotAuthorizedException" });
    expect(browser.jar.has("__Host-hf_ops_at")).toBe(false);
    expect((await eventsOf("sign_in_failed")).at(-1)).toMatchObject({ factors: "passkey" });
  });

  test("that a colleague turned down signs in no more", async () => {
    await signInWithCode(stage, stage.operators.bob);
    const passkey = await enrol(await accessShell());
    const { rejectPasskey } = await import("@/lib/server/operators/reject-passkey");
    await rejectPasskey(await currentOperator(), passkey.credentialId);
    await signOut();
    browser = openAmplifyBrowser(stage, "desk");
    expect((await signInBy(passkey, stage.operators.bob.email)).body).toMatchObject({ __type: "NotAuthorizedException" });
  });
});

describe("the door", () => {
  const REFUSED = { __type: "RequestRefusedException" };

  test.each([
    ["SignUp", { Username: "x@holdfast.test", Password: "long enough phrase 7" }],
    ["ForgotPassword", { Username: "operator@holdfast.test" }],
    ["ConfirmForgotPassword", { Username: "operator@holdfast.test", ConfirmationCode: "1", Password: "long enough phrase 7" }],
    ["ChangePassword", { AccessToken: "x", PreviousPassword: "a", ProposedPassword: "b" }],
    ["UpdateUserAttributes", { AccessToken: "x", UserAttributes: [] }],
    ["SetUserMFAPreference", { AccessToken: "x", SoftwareTokenMfaSettings: { Enabled: true } }],
    ["DeleteUser", { AccessToken: "x" }],
    ["GetUser", { AccessToken: "x" }],
    ["GlobalSignOut", { AccessToken: "x" }],
    ["AdminCreateUser", { UserPoolId: "x", Username: "x" }],
    ["AssociateSoftwareToken", { AccessToken: "x" }],
    ["VerifySoftwareToken", { AccessToken: "x", UserCode: "1" }],
    ["InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: "operator@holdfast.test", PASSWORD: "x" } }],
    [
      "InitiateAuth",
      { AuthFlow: "CUSTOM_AUTH", AuthParameters: { USERNAME: "operator@holdfast.test", SRP_A: "1", CHALLENGE_NAME: "SRP_A" } },
    ],
  ])("does not offer %s", async (operation, body) => {
    const before = await stage.upstreamCalls(operation);
    expect((await at(operation, body)).body).toMatchObject(REFUSED);
    expect(await stage.upstreamCalls(operation)).toBe(before);
  });

  test("takes no challenge of the traders' door, nor that door one of the desk's", async () => {
    const USERNAME = stage.traders.enrolled.email;
    const start = { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME, PREFERRED_CHALLENGE: "WEB_AUTHN" } };
    const [trader, desk] = [await stage.call("InitiateAuth", start), await at("InitiateAuth", start)];
    const answer = (Session: unknown) => ({
      ...{ ChallengeName: "WEB_AUTHN", Session },
      ChallengeResponses: {
        USERNAME,
        CREDENTIAL: JSON.stringify(createSoftwarePasskey("localhost").sign("x".repeat(43), stage.route.origin)),
      },
    });
    // Even where a page's browser could be made to hold one binding in both cookies, the doors' seals differ.
    const { jar } = browser;
    const [ofTrader, ofDesk] = [jar.get("__Host-hf_pre") ?? "", jar.get("__Host-hf_ops_pre") ?? ""];
    expect(ofTrader).not.toBe(ofDesk);
    jar.set("__Host-hf_ops_pre", ofTrader);
    expect((await at("RespondToAuthChallenge", answer(trader.body["Session"]))).body["message"]).toMatch(/session is expired/);
    jar.set("__Host-hf_pre", ofDesk);
    expect((await stage.call("RespondToAuthChallenge", answer(desk.body["Session"]))).body["message"]).toMatch(/session is expired/);
  });
});

test("over all of this no real token, no challenge session and no secret was shown to the page", async () => {
  expect((await callPool(stage, "GetUser", { AccessToken: "x" })).status).toBe(400);
  const { upstream, shown } = stage.seen();
  const secrets = [...secretsIn(upstream)];
  expect(secrets.length).toBeGreaterThan(30);
  expect(secrets.filter((secret) => shown.some((answer) => answer.body.includes(secret.slice(0, 40))))).toEqual([]);
});
