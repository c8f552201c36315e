// An approval by password and code: unmodified Amplify in a second context, against the route, the real test pool and PostgreSQL. The session that
// is signed in must never notice.
import { randomUUID } from "node:crypto";
import { confirmSignIn, fetchAuthSession, getCurrentUser, signIn, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

import { abandonPasswordProof, answerPasswordProof, startPasswordProof } from "@/lib/client/prove-by-password";
import { answerRefresh, showRefreshPage } from "@/lib/server/http/answer-refresh";
import { serve } from "@/lib/server/http/serve";
import { services } from "@/lib/server/services";
import { resolveTrader } from "@/lib/server/session/resolve-trader";
import type { Trader } from "@/lib/server/session/trader";
import { CREDENTIAL_ACTS } from "@/lib/server/step-up/credential-act";
import { openGrant } from "@/lib/server/step-up/open-grant";
import { accessShell, failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { SeenAnswer, TestBrowser } from "@/lib/testing/browser-fetch";
import { callPool, cookieHeaderOf } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, secretsIn, type ProxyAnswer, type ProxyStage } from "@/lib/testing/proxy-stage";
import { TEST_ENVIRONMENT } from "@/lib/testing/set-test-settings";

const POOL = { userPoolId: TEST_ENVIRONMENT.COGNITO_USER_POOL_ID, clientId: TEST_ENVIRONMENT.COGNITO_CLIENT_ID };
let stage: ProxyStage;
let browser: TestBrowser;

// Amplify keeps the steps of a sign-in in sessionStorage where there is one, and looks for it when it is loaded.
const keptInSession = vi.hoisted(() => {
  const kept = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  vi.stubGlobal("window", { sessionStorage });
  return kept;
});

beforeAll(async () => {
  stage = await openProxyStage();
  const signInRoute = await import("@/app/api/auth/cognito/route");
  const stepUpRoute = await import("@/app/api/step-up/[grantId]/cognito/route");
  // The route itself needs Next around it, for what it does after the answer.
  const refresh = serve("/api/auth/refresh", { GET: showRefreshPage, POST: answerRefresh });
  stage.route.serve((request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/api/auth/refresh") return refresh.POST(request, { params: Promise.resolve({}) });
    const grantId = /^\/api\/step-up\/([^/]+)\/cognito$/.exec(pathname)?.[1];
    return grantId === undefined
      ? signInRoute.POST(request, { params: Promise.resolve({}) })
      : stepUpRoute.POST(request, { params: Promise.resolve({ grantId: decodeURIComponent(grantId) }) });
  });
  vi.stubGlobal("location", { origin: stage.route.origin });
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await services().database.close();
  await stage.close();
});
beforeEach(async () => {
  browser = openAmplifyBrowser(stage);
  await signInWithCode(stage, stage.traders.enrolled);
});
afterEach(async () => {
  await abandonPasswordProof();
  await signOut().catch(() => undefined);
});

async function currentTrader(): Promise<Trader> {
  const trader = await resolveTrader(cookieHeaderOf(browser.jar));
  if (!trader.ok) throw new Error(`Nobody is signed in: ${trader.refusal.code}`);
  return trader.value;
}

async function openOne(): Promise<string> {
  const act = { purpose: "passkey_add", subjectId: "self" } as const;
  return (await openGrant(await currentTrader(), act, CREDENTIAL_ACTS.passkey_add)).grantId;
}

interface GrantState {
  readonly proof: string | null;
  readonly isProven: boolean;
}
async function grantState(grantId: string, sub = stage.traders.enrolled.sub): Promise<GrantState | undefined> {
  const [row] = await services().database.asTrader(sub, (tx) =>
    tx.query<GrantState>(`SELECT proof, proven_at IS NOT NULL AS "isProven" FROM holdfast.step_up_grants WHERE id = $1`, [grantId]),
  );
  return row;
}
const UNPROVEN = { proof: null, isProven: false };

async function sessionCount(): Promise<number> {
  const rows = await services().database.asTrader(stage.traders.enrolled.sub, (tx) => tx.query("SELECT 1 FROM holdfast.sessions"));
  return rows.length;
}

/** One call of a grant's own address, as script on our page could make it. */
async function callGrant(grantId: string, operation: string, body: object): Promise<ProxyAnswer> {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` };
  const address = `${stage.route.origin}/api/step-up/${grantId}/cognito`;
  const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const srpStart = (USERNAME: string) => ({ AuthFlow: "USER_SRP_AUTH", AuthParameters: { USERNAME, SRP_A: "ab".repeat(384) } });
const nextCode = () => stage.code(stage.traders.enrolled.totpSecret ?? "");
const start = (grantId: string, password = stage.traders.enrolled.password, email = stage.traders.enrolled.email) =>
  startPasswordProof(POOL, grantId, email, password);

/** The refresh token that the pool answered last to the server: the extra one, which no browser ever saw. */
function lastRefreshToken(): string {
  const answers = browser.elsewhere.flatMap((text) => {
    const { AuthenticationResult: result } = (text.startsWith("{") ? JSON.parse(text) : {}) as {
      AuthenticationResult?: { RefreshToken?: string };
    };
    return result?.RefreshToken ?? [];
  });
  return answers.at(-1) ?? "";
}

/** Whether the pool still gives tokens for a refresh token. */
async function isAliveUpstream(RefreshToken: string): Promise<boolean> {
  const client = { ClientId: TEST_ENVIRONMENT.COGNITO_CLIENT_ID, ClientSecret: TEST_ENVIRONMENT.COGNITO_CLIENT_SECRET };
  return (await callPool(stage, "GetTokensFromRefreshToken", { ...client, RefreshToken })).status === 200;
}

const cookieNames = (answers: readonly SeenAnswer[]): string[] =>
  [...new Set(answers.flatMap((answer) => answer.cookieLines).map((line) => line.split("=")[0] ?? ""))].sort();

describe("a proof by password and code", () => {
  test("proves the grant, and the session never notices", async () => {
    const grantId = await openOne();
    const [before, sessions, seen] = [new Map(browser.jar), await sessionCount(), browser.answers.length];
    const shell = await accessShell();
    expect((await start(grantId)).signInStep).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
    expect(await grantState(grantId)).toEqual(UNPROVEN);
    expect((await answerPasswordProof(await nextCode())).signInStep).toBe("DONE");
    expect(await grantState(grantId)).toEqual({ proof: "password_totp", isProven: true });

    expect(browser.jar).toEqual(before);
    expect(cookieNames(browser.answers.slice(seen))).toEqual(["__Host-hf_pre"]);
    expect(await sessionCount()).toBe(sessions);
    expect((await currentTrader()).originJti).toBe((await fetchAuthSession()).tokens?.accessToken.payload["origin_jti"]);
    expect(await accessShell()).toBe(shell);
    expect((await getCurrentUser()).userId).toBe(stage.traders.enrolled.sub);
  });

  test("leaves nothing of its tokens alive, and its shells name nothing anywhere", async () => {
    const grantId = await openOne();
    const revoked = await stage.upstreamCalls("RevokeToken");
    await start(grantId);
    await answerPasswordProof(await nextCode());
    expect(await stage.upstreamCalls("RevokeToken")).toBe(revoked + 1);
    expect(await isAliveUpstream(lastRefreshToken())).toBe(false);
    expect(await isAliveUpstream(browser.jar.get("__Secure-hf_rt") ?? "")).toBe(true);

    const last = JSON.parse(browser.answers.at(-1)?.body ?? "{}") as {
      AuthenticationResult: { AccessToken: string; RefreshToken: string };
    };
    const { AccessToken, RefreshToken } = last.AuthenticationResult;
    expect(AccessToken).toMatch(/\.shell$/);
    expect((await stage.call("GetUser", { AccessToken })).body).toMatchObject({ __type: "NotAuthorizedException" });
    expect((await stage.call("StartWebAuthnRegistration", { AccessToken })).body).toMatchObject({ __type: "NotAuthorizedException" });
    expect((await stage.call("GetTokensFromRefreshToken", { RefreshToken })).body).toMatchObject({ __type: "NotAuthorizedException" });
    expect((await stage.call("RevokeToken", { Token: RefreshToken })).body).toMatchObject({ __type: "NotAuthorizedException" });
    expect((await stage.call("GetUser", { AccessToken: await accessShell() })).status).toBe(200);
    const stranger = await resolveTrader(`__Host-hf_at=${AccessToken}`);
    expect(stranger).toMatchObject({ ok: false, refusal: { code: "unauthenticated" } });
  });

  test("goes by USER_AUTH too, and no password is sent by either", async () => {
    const grantId = await openOne();
    const { email, password } = stage.traders.enrolled;
    await start(grantId);
    await abandonPasswordProof();
    const started = await callGrant(grantId, "InitiateAuth", {
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME: email, SRP_A: "ab".repeat(384), PREFERRED_CHALLENGE: "PASSWORD_SRP" },
    });
    expect(started.body).toMatchObject({ ChallengeName: "PASSWORD_VERIFIER" });
    expect(browser.requests.filter((request) => request.body.includes(password))).toEqual([]);
  });

  test("goes on when the page's access token ended in between: the session is renewed and the step taken again", async () => {
    await stage.advance(200);
    const [first, second] = [await openOne(), await openOne()];
    await start(first);
    await stage.advance(110);
    expect((await resolveTrader(cookieHeaderOf(browser.jar))).ok).toBe(false);
    expect((await answerPasswordProof(await nextCode())).signInStep).toBe("DONE");
    expect(await grantState(first)).toMatchObject({ isProven: true });
    browser.jar.set("__Host-hf_at", "spoiled");
    expect(await failureOf(start(second))).toMatch(/^SessionEndedException/);
  });
});

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

describe("an outage", () => {
  test("of the revocation puts the extra token in line, and the proof stands", async () => {
    const grantId = await openOne();
    await start(grantId);
    await stage.pool.control("fault", "POST", { operation: "RevokeToken", kind: "drop", times: 1 });
    expect((await answerPasswordProof(await nextCode())).signInStep).toBe("DONE");
    const extra = lastRefreshToken();
    const { revokeUpstream } = await import("@/lib/server/session/revoke-upstream");
    await revokeUpstream();
    expect(await isAliveUpstream(extra)).toBe(false);
  });

  test("that refuses the proof at its end revokes the extra tokens all the same", async () => {
    const { stepUpDoor } = await import("./step-up-door");
    const { startOf } = await import("./sign-in-state");
    const trader = await currentTrader();
    const door = stepUpDoor(trader, await openOne());
    const exchange = {
      ...{ requestId: "r", operation: "RespondToAuthChallenge", flow: door.flow, nowSeconds: services().clock.nowSeconds() },
      ...{ cookieHeader: null, cookies: new Map<string, string>(), userAgent: "", clientAddress: null, network: "unknown" },
      ...{ setCookies: [] as string[], outcomes: [] },
    };
    const tokens = { AccessToken: "a", IdToken: "i", RefreshToken: "r" };
    const progress = startOf(trader.email);
    for (const [result, factors, name] of [
      [tokens, ["password"], "SecondFactorRequiredException"],
      [tokens, ["password", "passkey"], "SecondFactorRequiredException"],
      [tokens, ["password", "totp"], "UnavailableError"],
      [{ RefreshToken: "r" }, ["password", "totp"], "UnavailableError"],
    ] as const) {
      const before = await stage.upstreamCalls("RevokeToken");
      await expect(door.flow.complete(result, { ...progress, factors: [...factors] }, exchange)).rejects.toMatchObject({ name });
      expect(await stage.upstreamCalls("RevokeToken")).toBe(before + 1);
    }
    expect(exchange.setCookies.every((line) => line.startsWith("__Host-hf_pre=;"))).toBe(true);
  });

  test("tokens of another account prove nothing, though the factors were right", async () => {
    const { stepUpDoor } = await import("./step-up-door");
    const { startOf } = await import("./sign-in-state");
    const trader = await currentTrader();
    const grantId = await openOne();
    const mine = browser;
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, stage.traders.second);
    const text = browser.elsewhere.filter((answer) => answer.includes("AuthenticationResult")).at(-1) ?? "{}";
    const { AuthenticationResult: theirs } = JSON.parse(text) as { AuthenticationResult: Record<string, unknown> };
    const door = stepUpDoor(trader, grantId);
    const exchange = {
      ...{ requestId: "r", operation: "RespondToAuthChallenge", flow: door.flow, nowSeconds: services().clock.nowSeconds() },
      ...{ cookieHeader: null, cookies: new Map<string, string>(), userAgent: "", clientAddress: null, network: "unknown" },
      ...{ setCookies: [] as string[], outcomes: [] as { kind: string; sub: string | null; detail: Record<string, string> }[] },
    };
    const progress = { ...startOf(trader.email), factors: ["password", "totp"] as ("password" | "totp")[] };
    await expect(door.flow.complete(theirs, progress, exchange)).rejects.toMatchObject({ name: "GrantRefusedException" });
    expect(exchange.outcomes).toMatchObject([{ kind: "step_up_refused", sub: trader.sub }]);
    expect(await isAliveUpstream(String(theirs["RefreshToken"]))).toBe(false);
    browser = mine;
    stage.useBrowser(mine);
    expect(await grantState(grantId)).toEqual(UNPROVEN);
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
