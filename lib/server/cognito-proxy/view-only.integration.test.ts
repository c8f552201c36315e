// A session that its trader opened to look only, on a machine that is not theirs. Every refusal stands beside the same call of a full session.
import { signOut } from "aws-amplify/auth";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { ROUTE_MANIFEST, type Method, type Route } from "@/lib/contracts/route-manifest";
import { answerRefresh, showRefreshPage } from "@/lib/server/http/answer-refresh";
import { serve } from "@/lib/server/http/serve";
import { services } from "@/lib/server/services";
import { resolveTrader } from "@/lib/server/session/resolve-trader";
import { CREDENTIAL_ACTS } from "@/lib/server/step-up/credential-act";
import { openGrant } from "@/lib/server/step-up/open-grant";
import { accessShell, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { cookieHeaderOf } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { traderOf } from "@/lib/testing/trader-of";

const VIEW_COOKIE = "__Host-hf_view";
let stage: ProxyStage;
let browser: TestBrowser;

beforeAll(async () => {
  stage = await openProxyStage();
  const { POST } = await import("@/app/api/auth/cognito/route");
  stage.route.serve((request) => POST(request, { params: Promise.resolve({}) }));
});
afterAll(async () => {
  await services().database.close();
  await stage.close();
});
beforeEach(() => {
  browser = openAmplifyBrowser(stage);
});
afterEach(() => signOut().catch(() => undefined));

/** The choice on the sign-in page, through the route itself. */
async function choose(method: "POST" | "DELETE"): Promise<void> {
  const route = await import("@/app/api/auth/view-only/route");
  const headers = { origin: stage.route.origin, "sec-fetch-site": "same-origin", "content-type": "application/json" };
  const request = new Request(`${stage.route.origin}/api/auth/view-only`, { method, headers, body: "{}" });
  const response = await route[method](request, { params: Promise.resolve({}) });
  expect(response.status).toBe(204);
  const [pair = ""] = (response.headers.getSetCookie()[0] ?? "").split(";");
  if (method === "POST") browser.jar.set(VIEW_COOKIE, pair.split("=")[1] ?? "");
  else browser.jar.delete(VIEW_COOKIE);
}

async function signInTo(look: "look" | "act"): Promise<void> {
  browser = openAmplifyBrowser(stage);
  if (look === "look") await choose("POST");
  await signInWithCode(stage, stage.traders.enrolled);
}

test("the choice is used up by the sign-in that it was made for, and can be taken back before", async () => {
  await signInTo("look");
  expect((await traderOf(browser)).readOnlyReason).toBe("view_only");
  expect(browser.jar.has(VIEW_COOKIE)).toBe(false);
  await signOut();
  browser = openAmplifyBrowser(stage);
  await choose("POST");
  await choose("DELETE");
  await signInWithCode(stage, stage.traders.enrolled);
  expect((await traderOf(browser)).readOnlyReason).toBeNull();
});

test("its machine is not known afterwards, while that of a full session is", async () => {
  await signInTo("look");
  expect(browser.jar.has("__Host-hf_dev")).toBe(false);
  await signInTo("act");
  expect(browser.jar.has("__Host-hf_dev")).toBe(true);
});

test("taking the choice back later lifts nothing: the session stays what it was opened as", async () => {
  await signInTo("look");
  await choose("DELETE");
  expect((await traderOf(browser)).readOnlyReason).toBe("view_only");
});

test("changes no credential, opens no approval and throws nobody else out", async () => {
  await signInTo("act");
  const elsewhere = cookieHeaderOf(browser.jar);
  await signInTo("look");
  const AccessToken = await accessShell();
  const before = await stage.upstreamCalls("StartWebAuthnRegistration");
  for (const [operation, more] of [
    ["StartWebAuthnRegistration", {}],
    ["CompleteWebAuthnRegistration", { Credential: {} }],
    ["DeleteWebAuthnCredential", { CredentialId: "x".repeat(22) }],
    ["AssociateSoftwareToken", {}],
    ["VerifySoftwareToken", { UserCode: "123456" }],
    ["SetUserMFAPreference", { SoftwareTokenMfaSettings: { Enabled: true } }],
    ["GlobalSignOut", {}],
  ] as const) {
    const { body } = await stage.call(operation, { AccessToken, ...more });
    expect(body["__type"], operation).toMatch(/^(ReadOnlySession|RequestRefused)Exception$/);
  }
  expect(await stage.upstreamCalls("StartWebAuthnRegistration")).toBe(before);
  expect((await resolveTrader(elsewhere)).ok).toBe(true);
  const act = { purpose: "passkey_add", subjectId: "self" } as const;
  const look = openGrant(await traderOf(browser), act, CREDENTIAL_ACTS.passkey_add);
  await expect(look).rejects.toMatchObject({ refusal: { code: "forbidden" } });
  await signInTo("act");
  expect((await openGrant(await traderOf(browser), act, CREDENTIAL_ACTS.passkey_add)).grantId).toMatch(/^[0-9a-f-]{36}$/);
  expect((await stage.call("GlobalSignOut", { AccessToken: await accessShell() })).status).toBe(200);
  expect((await resolveTrader(elsewhere)).ok).toBe(false);
});

describe("the wrapper of handlers", () => {
  const handlers = ROUTE_MANIFEST.filter((route) => route.kind === "handler" && route.audience === "trader");
  const calls = handlers.flatMap(({ path, accepts, methods }) => methods.map((method) => ({ method, path, accepts })));
  const writes = calls.filter(({ method }) => method !== "GET");

  /** Serves a row with handlers that only say that they were reached, and calls one method of it as the current browser. */
  async function reach({ method, path, accepts }: Pick<Route, "path" | "accepts"> & { readonly method: Method }) {
    const row = handlers.find((route) => route.path === path);
    const served = Object.fromEntries((row?.methods ?? []).map((one) => [one, () => Response.json({ reached: one })]));
    const same = { origin: stage.route.origin, "sec-fetch-site": "same-origin", "user-agent": "node", cookie: cookieHeaderOf(browser.jar) };
    const content = method === "GET" ? {} : { "content-type": accepts[0] ?? "application/json" };
    const init = { method, headers: { ...same, ...content }, ...(method === "GET" ? {} : { body: "{}" }) };
    const response = await serve(path, served)[method](new Request(`${stage.route.origin}${path}`, init), { params: Promise.resolve({}) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  test("refuses every write of every trader's route to look-only, and none of them to a full session; both may read", async () => {
    expect(writes.length).toBeGreaterThan(8);
    await signInTo("look");
    for (const route of calls) {
      const answer = await reach(route);
      if (route.method === "GET") expect(answer, route.path).toEqual({ status: 200, body: { reached: "GET" } });
      else expect(answer, `${route.method} ${route.path}`).toMatchObject({ status: 403, body: { code: "forbidden" } });
    }
    await signInTo("act");
    for (const route of calls) expect(await reach(route)).toEqual({ status: 200, body: { reached: route.method } });
  });
});

test("a spent refresh token that comes back ends the session, and the trail says why", async () => {
  await signInTo("act");
  const { sub } = await traderOf(browser);
  const spent = cookieHeaderOf(browser.jar);
  const { POST } = serve("/api/auth/refresh", { GET: showRefreshPage, POST: answerRefresh });
  const refresh = async (cookie: string) => {
    const headers = {
      origin: stage.route.origin,
      "sec-fetch-site": "same-origin",
      "content-type": "application/json",
      "user-agent": "node",
      cookie,
    };
    return POST(new Request(`${stage.route.origin}/api/auth/refresh`, { method: "POST", headers, body: "{}" }), {
      params: Promise.resolve({}),
    });
  };
  const renewed = await refresh(spent);
  expect(renewed.status).toBe(200);
  const fresh = renewed.headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .join("; ");
  expect((await refresh(spent)).status).toBe(200);
  await stage.advance(75);
  expect((await refresh(spent)).status).toBe(401);
  expect((await resolveTrader(fresh)).ok).toBe(false);
  expect((await refresh(fresh)).status).toBe(401);
  const trail = await services().database.asTrader(sub, (tx) =>
    tx.query<{ kind: string }>("SELECT kind FROM holdfast.security_events ORDER BY id DESC LIMIT 1"),
  );
  expect(trail).toEqual([{ kind: "refresh_reused" }]);
});
