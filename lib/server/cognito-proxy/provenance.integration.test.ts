// A passkey that somebody planted at the pool with a stolen token signs in like any other there. Here it may look and nothing more, and the trader
// is told. Every refusal stands beside the same call with a passkey that was added through us.
import { confirmSignIn, signIn, signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { ROUTE_MANIFEST, type Method, type Route } from "@/lib/contracts/route-manifest";
import type { StandingDto } from "@/lib/contracts/holds";
import type { ServeOptions } from "@/lib/server/http/call";
import { serve } from "@/lib/server/http/serve";
import { getStanding } from "@/lib/server/queries/get-standing";
import { services } from "@/lib/server/services";
import { resolveTrader } from "@/lib/server/session/resolve-trader";
import type { Trader } from "@/lib/server/session/trader";
import { traderOfCall } from "@/lib/server/session/trader-of-call";
import { CREDENTIAL_ACTS } from "@/lib/server/step-up/credential-act";
import { openGrant } from "@/lib/server/step-up/open-grant";
import { accessShell, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { addPasskey, cookieHeaderOf, plantPasskey, signInByPasskey } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import type { SoftwarePasskey } from "@/lib/testing/software-passkey";

const DAY_SECONDS = 86_400;
let stage: ProxyStage;
let browser: TestBrowser;
let own: SoftwarePasskey;
let planted: SoftwarePasskey;

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
  browser = openAmplifyBrowser(stage);
  await signInWithCode(stage, stage.traders.enrolled);
  own = await addPasskey(stage, await accessShell());
  planted = await plantPasskey(stage, browser.jar.get("__Host-hf_at") ?? "");
  await signOut();
});
afterAll(async () => {
  await services().database.close();
  await stage.close();
});
beforeEach(() => {
  browser = openAmplifyBrowser(stage);
});
afterEach(() => signOut().catch(() => undefined));

async function currentTrader(): Promise<Trader> {
  const trader = await resolveTrader(cookieHeaderOf(browser.jar));
  if (!trader.ok) throw new Error(`Nobody is signed in: ${trader.refusal.code}`);
  return trader.value;
}

/** Signs in with a passkey in a browser of its own; the shell and the trader of the session. */
async function signInWith(passkey: SoftwarePasskey): Promise<{ readonly AccessToken: string; readonly trader: Trader }> {
  browser = openAmplifyBrowser(stage);
  const answer = await signInByPasskey(stage, stage.traders.enrolled.email, passkey);
  const { AccessToken } = (answer.body["AuthenticationResult"] ?? {}) as { AccessToken?: string };
  if (AccessToken === undefined) throw new Error(`No session: ${JSON.stringify(answer.body)}`);
  return { AccessToken, trader: await currentTrader() };
}

const standingOf = (trader: Trader): Promise<StandingDto> => traderOfCall.run(trader, getStanding);

async function eventsOf(sub: string): Promise<{ kind: string; detail: Record<string, string> }[]> {
  return services().database.asTrader(sub, (tx) => tx.query("SELECT kind, detail FROM holdfast.security_events ORDER BY id"));
}

describe("a passkey that was planted at the pool", () => {
  test("opens a session that may only look, starts a hold of a day, and the trader is told in every session", async () => {
    const before = await signInWith(own);
    expect(before.trader.readOnlyReason).toBeNull();
    expect(await standingOf(before.trader)).toMatchObject({ hold: null, readOnlyReason: null });

    const { trader } = await signInWith(planted);
    expect(trader).toMatchObject({ readOnlyReason: "unknown_passkey", factors: ["passkey"], sub: before.trader.sub });
    const standing = await standingOf(trader);
    expect(standing).toMatchObject({ hold: { reason: "unknown_passkey" }, readOnlyReason: "unknown_passkey" });
    expect(Date.parse(standing.hold?.endsAt ?? "") - Date.parse(standing.hold?.startedAt ?? "")).toBe(DAY_SECONDS * 1_000);
    expect((await eventsOf(trader.sub)).filter((event) => event.kind === "unknown_passkey_used")).toEqual([
      { kind: "unknown_passkey_used", detail: { passkey: planted.credentialId } },
    ]);

    const after = await signInWith(own);
    expect(await standingOf(after.trader)).toMatchObject({ hold: standing.hold, readOnlyReason: null });
  });

  test("starts the hold again each time", async () => {
    const first = (await standingOf((await signInWith(planted)).trader)).hold?.endsAt ?? "";
    await stage.advance(60);
    const second = (await standingOf((await signInWith(planted)).trader)).hold?.endsAt ?? "";
    expect(Date.parse(second) - Date.parse(first)).toBeGreaterThanOrEqual(60_000);
  });

  test("cannot pass for an own one by its name: what we read of the credential is what the pool reads", async () => {
    const { email } = stage.traders.enrolled;
    const sign = (bend: (credential: Record<string, unknown>) => string) =>
      signInByPasskey(stage, email, planted, (credential) => bend(credential as Record<string, unknown>));
    const asOwnId = await sign((credential) => JSON.stringify({ ...credential, id: own.credentialId }));
    expect(asOwnId.body).toMatchObject({ __type: "RequestRefusedException" });
    const asOwnRawId = await sign((credential) => JSON.stringify({ ...credential, rawId: own.credentialId }));
    expect(asOwnRawId.body).toMatchObject({ __type: "RequestRefusedException" });
    const named = `"id":"${own.credentialId}","rawId":"${own.credentialId}"`;
    const twice = await sign((credential) => `${JSON.stringify(credential).slice(0, -1)},${named}}`);
    expect(twice.body).toMatchObject({ __type: "NotAuthorizedException" });
    const twiceBefore = await sign((credential) => `{${named},${JSON.stringify(credential).slice(1)}`);
    expect(twiceBefore.body).toHaveProperty("AuthenticationResult");
    expect((await currentTrader()).readOnlyReason).toBe("unknown_passkey");
  });

  test("changes no credential, and opens no approval", async () => {
    const { AccessToken, trader } = await signInWith(planted);
    const before = await stage.upstreamCalls("StartWebAuthnRegistration");
    for (const [operation, more] of [
      ["StartWebAuthnRegistration", {}],
      ["CompleteWebAuthnRegistration", { Credential: planted.register("x".repeat(43), stage.route.origin) }],
      ["DeleteWebAuthnCredential", { CredentialId: own.credentialId }],
      ["AssociateSoftwareToken", {}],
      ["VerifySoftwareToken", { UserCode: "123456" }],
      ["SetUserMFAPreference", { SoftwareTokenMfaSettings: { Enabled: true } }],
    ] as const) {
      expect((await stage.call(operation, { AccessToken, ...more })).body, operation).toMatchObject({ __type: "ReadOnlySessionException" });
    }
    expect(await stage.upstreamCalls("StartWebAuthnRegistration")).toBe(before);
    const act = { purpose: "passkey_add", subjectId: "self" } as const;
    await expect(openGrant(trader, act, CREDENTIAL_ACTS.passkey_add)).rejects.toMatchObject({ refusal: { code: "forbidden" } });
    const mine = await signInWith(own);
    expect((await openGrant(mine.trader, act, CREDENTIAL_ACTS.passkey_add)).grantId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("may look: what only reads is answered, and signing out works", async () => {
    const { AccessToken } = await signInWith(planted);
    expect((await stage.call("GetUser", { AccessToken })).status).toBe(200);
    expect((await stage.call("ListWebAuthnCredentials", { AccessToken })).status).toBe(200);
    await stage.call("RevokeToken", { Token: `shell.${(await currentTrader()).originJti}` });
    expect(browser.jar.size).toBe(0);
  });
});

describe("the wrapper of handlers", () => {
  const writes = ROUTE_MANIFEST.filter((route) => route.kind === "handler" && route.audience === "trader").flatMap((route) =>
    route.methods.filter((method) => method !== "GET").map((method) => ({ method, path: route.path, accepts: route.accepts })),
  );
  const reads = ROUTE_MANIFEST.filter(
    (route) => route.kind === "handler" && route.audience === "trader" && route.methods.includes("GET"),
  ).map((route) => ({ method: "GET" as const, path: route.path, accepts: route.accepts }));

  /** Serves a row with handlers that only say that they were reached, and calls one method of it as the current browser. */
  async function reach(
    { method, path, accepts }: Pick<Route, "path" | "accepts"> & { readonly method: Method },
    options: ServeOptions = {},
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const row = ROUTE_MANIFEST.find((route) => route.path === path);
    const handlers = Object.fromEntries((row?.methods ?? []).map((served) => [served, () => Response.json({ reached: served })]));
    const headers: Record<string, string> = {
      origin: stage.route.origin,
      "sec-fetch-site": "same-origin",
      cookie: cookieHeaderOf(browser.jar),
      ...(method === "GET" ? {} : { "content-type": accepts[0] ?? "application/json" }),
    };
    const request = new Request(`${stage.route.origin}${path}`, { method, headers, ...(method === "GET" ? {} : { body: "{}" }) });
    const response = await serve(path, handlers, options)[method](request, { params: Promise.resolve({}) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  test("refuses every write of every trader's route to a planted passkey, and none of them to an own one", async () => {
    expect(writes.length).toBeGreaterThan(8);
    await signInWith(planted);
    for (const route of writes) {
      const refused = await reach(route);
      expect(refused, `${route.method} ${route.path}`).toMatchObject({ status: 403, body: { code: "forbidden" } });
      expect(refused.body["detail"]).toMatch(/^This session may look but not act: /);
    }
    await signInWith(own);
    for (const route of writes) expect(await reach(route)).toEqual({ status: 200, body: { reached: route.method } });
  });

  test("lets a session that may only look do what a route admits it to by its reason, and by no other", async () => {
    const route = { method: "POST", path: "/api/account/recovery/cancel", accepts: ["application/json"] } as const;
    await signInWith(planted);
    expect(await reach(route, { admitsReadOnly: ["view_only", "frozen"] })).toMatchObject({ status: 403 });
    expect(await reach(route, { admitsReadOnly: ["unknown_passkey"] })).toMatchObject({ status: 200 });
  });

  test("lets a planted passkey read", async () => {
    expect(reads.length).toBeGreaterThan(4);
    await signInWith(planted);
    for (const route of reads) expect(await reach(route)).toEqual({ status: 200, body: { reached: "GET" } });
  });
});

describe("a first authenticator", () => {
  test("set up after a password alone starts a hold of a day on a session that may act; the next sign-in starts none", async () => {
    const { newcomer } = stage.traders;
    const challenged = await signIn({ username: newcomer.email, password: newcomer.password, options: { authFlowType: "USER_SRP_AUTH" } });
    if (challenged.nextStep.signInStep !== "CONTINUE_SIGN_IN_WITH_TOTP_SETUP") throw new Error(challenged.nextStep.signInStep);
    const { sharedSecret } = challenged.nextStep.totpSetupDetails;
    await confirmSignIn({ challengeResponse: await stage.code(sharedSecret) });
    const trader = await currentTrader();
    const standing = await standingOf(trader);
    expect(standing).toMatchObject({ hold: { reason: "first_factor" }, readOnlyReason: null });
    expect((await eventsOf(trader.sub)).map((event) => event.kind)).toContain("hold_started");
    await signOut();

    await stage.advance(600);
    browser = openAmplifyBrowser(stage);
    await signInWithCode(stage, { ...newcomer, totpSecret: sharedSecret });
    expect(await standingOf(await currentTrader())).toEqual({ ...standing, nowSeconds: expect.any(Number) as number });
  });

  test("that was there before starts none", async () => {
    await signInWithCode(stage, stage.traders.second);
    expect(await standingOf(await currentTrader())).toMatchObject({ hold: null, readOnlyReason: null });
  });
});

test("a session keeps what it was opened with: the product's own role cannot lift it", async () => {
  const { trader } = await signInWith(planted);
  const lift = services().database.asTrader(trader.sub, (tx) => tx.query("UPDATE holdfast.sessions SET read_only_reason = NULL"));
  await expect(lift).rejects.toThrow("permission denied");
});
