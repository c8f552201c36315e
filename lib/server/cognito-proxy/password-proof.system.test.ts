// An approval by password and code: unmodified Amplify in a second context, against the route, the real test pool and PostgreSQL. The session that
// is signed in never notices, and nothing of the proof's own tokens stays alive.
import { confirmSignIn, fetchAuthSession, getCurrentUser, signIn, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

import { abandonPasswordProof, answerPasswordProof } from "@/lib/client/prove-by-password";
import { services } from "@/lib/server/services";
import { resolveTrader } from "@/lib/server/session/resolve-trader";
import { accessShell, failureOf, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { SeenAnswer, TestBrowser } from "@/lib/testing/browser-fetch";
import { cookieHeaderOf } from "@/lib/testing/passkey-at-pool";
import { closePasswordProofStage, openPasswordProofStage, passwordProofActs, UNPROVEN } from "@/lib/testing/password-proof-acts";
import { secretsIn, type ProxyStage } from "@/lib/testing/proxy-stage";

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
const { currentTrader, openOne, grantState, callGrant, nextCode, start, lastRefreshToken, isAliveUpstream } = passwordProofActs(() => ({
  stage,
  browser,
}));
async function sessionCount(): Promise<number> {
  const rows = await services().database.asTrader(stage.traders.enrolled.sub, (tx) => tx.query("SELECT 1 FROM holdfast.sessions"));
  return rows.length;
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
