// The proxy called as script on our page could call it: shells, sealed challenges, and requests that are none of ours.
import { fetchAuthSession, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { accessShell, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { openProxyStage, secretsIn, type ProxyStage } from "@/lib/testing/proxy-stage";

import type { Exchange } from "./exchange";

const realFetch = globalThis.fetch;
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

// First of all, so that no revocation of an earlier sign-out is counted with it.
describe("tokens for too few factors", () => {
  test("open no session: they are revoked at the pool and no cookie is set", async () => {
    const { completeSignIn } = await import("./complete-sign-in");
    const { SIGN_IN_DOOR } = await import("./sign-in-door");
    const { startOf } = await import("./sign-in-state");
    const exchange: Exchange = {
      requestId: "r",
      operation: "RespondToAuthChallenge",
      flow: SIGN_IN_DOOR.flow,
      nowSeconds: 1_800_000_000,
      cookieHeader: null,
      cookies: new Map(),
      userAgent: "",
      clientAddress: null,
      network: "unknown",
      setCookies: [],
      outcomes: [],
    };
    const before = await stage.upstreamCalls("RevokeToken");
    const tokens = { AccessToken: "a", IdToken: "i", RefreshToken: "r" };
    const attempt = completeSignIn(tokens, { ...startOf("trader@holdfast.test"), factors: ["password"] }, exchange);
    await expect(attempt).rejects.toMatchObject({ name: "SecondFactorRequiredException" });
    expect(await stage.upstreamCalls("RevokeToken")).toBe(before + 1);
    expect(exchange.setCookies.filter((line) => !line.includes("Max-Age=0"))).toEqual([]);
    expect(JSON.stringify(exchange.outcomes)).not.toContain("holdfast.test");
  });
});

describe("shells and sealed challenges", () => {
  test("another trader's shell is refused beside this trader's cookies", async () => {
    await signInWithCode(stage, stage.traders.second);
    const foreign = await accessShell();
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, stage.traders.enrolled);
    expect((await stage.call("GetUser", { AccessToken: foreign })).body).toMatchObject({ __type: "NotAuthorizedException" });
    expect(
      (await stage.call("GetTokensFromRefreshToken", { RefreshToken: "shell.00000000-0000-4000-8000-000000000000" })).body,
    ).toMatchObject({
      __type: "NotAuthorizedException",
    });
    const mine = await accessShell();
    expect((await stage.call("GetUser", { AccessToken: mine })).status).toBe(200);
  });

  test("a real token is no shell, and a shell is no token at the pool", async () => {
    await signInWithCode(stage, stage.traders.enrolled);
    const real = browser.jar.get("__Host-hf_at") ?? "";
    const shell = await accessShell();
    expect((await stage.call("GetUser", { AccessToken: real })).body).toMatchObject({ __type: "NotAuthorizedException" });
    const atThePool = await realFetch(stage.pool.url, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSCognitoIdentityProviderService.GetUser" },
      body: JSON.stringify({ AccessToken: shell }),
    });
    expect(atThePool.status).toBe(400);
  });

  test("nobody signs in over another trader's live session, and the same trader may", async () => {
    await signInWithCode(stage, stage.traders.enrolled);
    const start = (USERNAME: string) => stage.call("InitiateAuth", { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME } });
    expect((await start(stage.traders.second.email)).body).toMatchObject({ __type: "OtherUserSignedInException" });
    expect((await start(stage.traders.enrolled.email)).status).toBe(200);
  });

  test("a challenge of one browser is worthless in another", async () => {
    const { body } = await stage.call("InitiateAuth", {
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME: stage.traders.enrolled.email },
    });
    const select = {
      ChallengeName: "SELECT_CHALLENGE",
      Session: body["Session"],
      ChallengeResponses: { USERNAME: stage.traders.enrolled.email, ANSWER: "WEB_AUTHN" },
    };
    const here = browser;
    browser = openAmplifyBrowser(stage);
    const expired = { __type: "NotAuthorizedException", message: "Invalid session for the user, session is expired." };
    expect((await stage.call("RespondToAuthChallenge", select)).body).toEqual(expired);
    await stage.call("InitiateAuth", { AuthFlow: "USER_AUTH", AuthParameters: { USERNAME: stage.traders.enrolled.email } });
    expect((await stage.call("RespondToAuthChallenge", select)).body).toEqual(expired);
    stage.useBrowser(here);
    expect((await stage.call("RespondToAuthChallenge", { ...select, ChallengeName: "MFA_SETUP" })).body).toEqual(expired);
    const asSomebodyElse = { ...select, ChallengeResponses: { ...select.ChallengeResponses, USERNAME: stage.traders.second.email } };
    expect((await stage.call("RespondToAuthChallenge", asSomebodyElse)).body).toEqual(expired);
    expect((await stage.call("RespondToAuthChallenge", select)).status).toBe(200);
  });

  test("without an approval a credential is changed only as a first passkey right after a sign-in", async () => {
    await signInWithCode(stage, stage.traders.enrolled);
    const shell = async () => await accessShell();
    expect((await stage.call("StartWebAuthnRegistration", { AccessToken: await shell() })).status).toBe(200);
    await stage.advance(601);
    const AccessToken = (await fetchAuthSession({ forceRefresh: true })).tokens?.accessToken.toString();
    for (const [operation, more] of [
      ["StartWebAuthnRegistration", {}],
      ["AssociateSoftwareToken", {}],
      ["VerifySoftwareToken", { UserCode: "123456" }],
      ["DeleteWebAuthnCredential", { CredentialId: "abc" }],
      ["SetUserMFAPreference", { SoftwareTokenMfaSettings: { Enabled: true } }],
    ] as const) {
      expect((await stage.call(operation, { AccessToken, ...more })).body).toMatchObject({ __type: "StepUpRequiredException" });
    }
    expect((await stage.call("ListWebAuthnCredentials", { AccessToken })).body).toEqual({ Credentials: [] });
  });
});

describe("the edge", () => {
  const target = "AWSCognitoIdentityProviderService.GetUser";
  const good = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target, "sec-fetch-site": "same-origin" };
  const send = (headers: Record<string, string>, body: string, method = "POST") =>
    realFetch(`${stage.route.origin}/api/auth/cognito`, { method, headers, ...(method === "POST" ? { body } : {}) });

  test.each([
    ["no origin", good, "{}", 403],
    ["a foreign origin", { ...good, origin: "https://evil.example" }, "{}", 403],
    ["a sibling site", { ...good, origin: "own", "sec-fetch-site": "same-site" }, "{}", 403],
    ["another media type", { ...good, origin: "own", "content-type": "text/plain" }, "{}", 415],
    [
      "an operation that is not offered",
      { ...good, origin: "own", "x-amz-target": "AWSCognitoIdentityProviderService.ChangePassword" },
      "{}",
      403,
    ],
    ["more than 32 KiB", { ...good, origin: "own" }, JSON.stringify({ AccessToken: "x".repeat(33_000) }), 413],
    ["a body that is no JSON", { ...good, origin: "own" }, "{", 400],
    ["a list", { ...good, origin: "own" }, "[]", 400],
    ["a field of the wrong type", { ...good, origin: "own" }, '{"AccessToken":7}', 403],
    ["a cookie of ours twice", { ...good, origin: "own", cookie: "__Host-hf_at=a; __Host-hf_at=b" }, '{"AccessToken":"x"}', 400],
  ])("refuses %s as RequestRefusedException", async (_what, headers: Record<string, string>, body, status) => {
    const response = await send({ ...headers, ...(headers["origin"] === "own" ? { origin: stage.route.origin } : {}) }, body);
    expect(response.status).toBe(status);
    expect(response.headers.get("x-amzn-errortype")).toBe("RequestRefusedException");
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(await response.json()).toMatchObject({ __type: "RequestRefusedException" });
  });

  test("lets a right request through to its operation", async () => {
    const response = await send({ ...good, origin: stage.route.origin }, '{"AccessToken":"x"}');
    expect(await response.json()).toMatchObject({ __type: "SessionEndedException" });
  });
});

test("over all of this no real token, no challenge session and no secret was shown to the page", () => {
  const { upstream, shown } = stage.seen();
  const secrets = [...secretsIn(upstream)];
  expect(secrets.length).toBeGreaterThan(30);
  expect(shown.length).toBeGreaterThan(30);
  expect(secrets.filter((secret) => shown.some((answer) => answer.body.includes(secret.slice(0, 40))))).toEqual([]);
});
