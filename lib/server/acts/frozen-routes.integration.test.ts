// Every write of the manifest, as a browser sends it, by somebody who froze their account and by a twin who did not. The real test pool stands behind.
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findRoute } from "@/lib/contracts/find-route";
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import { openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import type { SeededTrader } from "@/lib/testing/start-user-pool";

type Served = Record<string, (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>>;

const ID = "00000000-0000-4000-8000-00000000dead";
const concrete = (pattern: string): string => pattern.replace(/\[\w+\]/g, ID);
const WRITES = ROUTE_MANIFEST.filter(({ audience }) => audience === "trader").flatMap(
  ({ path: route, methods, accepts, isOpenWhenFrozen }) =>
    methods.filter((method) => method !== "GET").map((method) => ({ method, route, type: accepts[0] ?? "", isOpenWhenFrozen })),
);

let stage: ProxyStage;
beforeAll(async () => {
  stage = await openProxyStage();
  stage.route.serve(async (request) => {
    const row = findRoute(new URL(request.url).pathname);
    const file = path.resolve(`app${row?.path ?? ""}/route.ts`);
    const served = (await import(file)) as Served;
    const params = Object.fromEntries([...(row?.path ?? "").matchAll(/\[(\w+)\]/g)].map(([, name]) => [name ?? "", ID]));
    return (await served[request.method]?.(request, { params: Promise.resolve(params) })) ?? new Response(null, { status: 405 });
  });
});
afterAll(async () => {
  const { services } = await import("@/lib/server/services");
  await services().database.close();
  await stage.close();
});

async function signIn(trader: SeededTrader): Promise<TestBrowser> {
  const browser = openAmplifyBrowser(stage);
  await signInWithCode(stage, trader);
  return browser;
}
const send = (browser: TestBrowser, method: string, route: string, body: unknown = {}, headers: Record<string, string> = {}) =>
  browser.fetch(`${stage.route.origin}${route}`, {
    ...{ method, redirect: "manual" as const },
    headers: { "content-type": "application/json", "idempotency-key": "frozen", ...headers },
    ...(method === "GET" ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
async function codeOf(answer: Promise<Response>): Promise<string> {
  const response = await answer;
  const text = await response.text();
  const code = text.startsWith("{") ? (JSON.parse(text) as { code?: string }).code : undefined;
  return code ?? String(response.status);
}

/** The code of every write that a freeze must stop. */
async function sweep(browser: TestBrowser): Promise<Record<string, string>> {
  const codes: Record<string, string> = {};
  for (const { method, route, type, isOpenWhenFrozen } of WRITES)
    if (!isOpenWhenFrozen) codes[`${method} ${route}`] = await codeOf(send(browser, method, concrete(route), {}, { "content-type": type }));
  return codes;
}

describe("a frozen account", () => {
  test("lets exactly the way back through", () => {
    expect(WRITES.filter(({ isOpenWhenFrozen }) => isOpenWhenFrozen).map(({ method, route }) => `${method} ${route}`)).toEqual([
      "POST /api/step-up",
      "POST /api/step-up/[grantId]/passkey",
      "POST /api/step-up/[grantId]/cognito",
      "POST /api/account/freeze",
      "POST /api/account/unfreeze",
    ]);
  });

  test("refuses every other write, while the twin who is not frozen is judged on the merits", { timeout: 120_000 }, async () => {
    const twin = await signIn(stage.traders.second);
    const judged = await sweep(twin);
    expect(Object.keys(judged).length).toBeGreaterThan(6);
    expect(Object.values(judged)).not.toContain("account_frozen");
    expect(Object.values(judged)).not.toContain("500");

    const first = await signIn(stage.traders.enrolled);
    const frozen = await send(first, "POST", "/api/account/freeze");
    // What is left is the mark of a known browser, which opens nothing.
    expect([frozen.status, [...first.jar.keys()]]).toEqual([204, ["__Host-hf_dev"]]);
    const looking = await signIn(stage.traders.enrolled);
    // Cancelling a recovery only tightens, so a frozen account may: there is none here.
    const { "POST /api/account/recovery/cancel": cancel, ...refused } = await sweep(looking);
    expect(cancel).toBe("not_found");
    expect(new Set(Object.values(refused))).toEqual(new Set(["account_frozen"]));
    for (const route of ["/api/security/events", "/api/account/phrase", "/api/sessions"])
      expect((await send(looking, "GET", route)).status, route).toBe(200);

    for (const purpose of ["passkey_add", "totp_change", "password_change", "recovery_codes", "account_delete"])
      expect(await codeOf(send(looking, "POST", "/api/step-up", { purpose, subjectId: "self" })), purpose).toBe("account_frozen");
    expect(await codeOf(send(looking, "POST", "/api/step-up", { purpose: "unfreeze", subjectId: "self" }))).toBe("201");
    expect(await codeOf(send(looking, "POST", "/api/account/unfreeze"))).toBe("step_up_required");
    stage.useBrowser(looking);
    const { shells } = (await (await send(looking, "GET", "/api/auth/session")).json()) as { shells: { accessToken: string } };
    for (const operation of ["StartWebAuthnRegistration", "AssociateSoftwareToken"])
      expect((await stage.call(operation, { AccessToken: shells.accessToken })).body["__type"], operation).toBe("AccountFrozenException");
  });

  test("shows its trader what happened, in plain words", async () => {
    const looking = await signIn(stage.traders.enrolled);
    const { events } = (await (await send(looking, "GET", "/api/security/events")).json()) as { events: { title: string }[] };
    expect(events.map(({ title }) => title)).toEqual(expect.arrayContaining(["Your account is frozen", "Sign-in"]));
    expect(await codeOf(send(looking, "GET", "/api/security/events?cursor=x"))).toBe("invalid_request");
    expect(await codeOf(send(looking, "GET", "/api/security/events?cursor=1&cursor=2"))).toBe("invalid_request");
  });
});

describe("the words in the mail", () => {
  test("are shown and changed by their trader; what cannot be seen or is too short or long is refused", async () => {
    const browser = await signIn(stage.traders.second);
    const read = async () => ((await (await send(browser, "GET", "/api/account/phrase")).json()) as { phrase: string }).phrase;
    expect(await read()).toMatch(/^[a-z]+ [a-z]+ [a-z]+$/);
    for (const phrase of ["ab", "x".repeat(61), "two\nlines", "turned\u202eround", "   ", 7])
      expect(await codeOf(send(browser, "PUT", "/api/account/phrase", { phrase })), String(phrase)).toBe("invalid_request");
    expect(await codeOf(send(browser, "PUT", "/api/account/phrase", { phrase: "  only my cat knows " }))).toBe("200");
    expect(await read()).toBe("only my cat knows");
  });
});

describe("the form behind a freeze link", () => {
  const FORM = { "content-type": "application/x-www-form-urlencoded" };
  const outcome = async (body: string): Promise<string | null> => {
    const answer = await send(stage.openBrowser(), "POST", "/api/account/freeze-link", body, FORM);
    return answer.status === 303 ? answer.headers.get("location") : String(answer.status);
  };

  test("needs no session, refuses a link that nobody was sent, and says so on a page", async () => {
    for (const body of [`token=${"A".repeat(43)}`, "token=", "", "token=a&token=b"])
      expect(await outcome(body)).toBe("/freeze?outcome=refused");
  });

  test("is judged to come from our own page, and only a form is taken", async () => {
    const url = `${stage.route.origin}/api/account/freeze-link`;
    const { POST } = (await import("@/app/api/account/freeze-link/route")) as unknown as Served;
    const post = (headers: Record<string, string>) =>
      POST?.(new Request(url, { method: "POST", headers: { ...FORM, ...headers }, body: "token=a" }), { params: Promise.resolve({}) });
    const own = { origin: stage.route.origin, "sec-fetch-site": "same-origin" };
    expect((await post(own))?.status).toBe(303);
    for (const bent of [
      { ...own, origin: "https://evil.example" },
      { ...own, origin: "null" },
      { ...own, "sec-fetch-site": "cross-site" },
      {},
    ])
      expect((await post(bent))?.status).toBe(403);
    expect((await post({ ...own, "content-type": "application/json" }))?.status).toBe(415);
  });
});
