// The routes of passkeys and ways in, as a page calls them: what they take, what they refuse, and that looking at the list mends an enrolment.
import { signOut } from "aws-amplify/auth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { POST as removeAuthenticator } from "@/app/api/authenticator/remove/route";
import { POST as cognito } from "@/app/api/auth/cognito/route";
import { POST as enter } from "@/app/api/passkey-only/enter/route";
import { POST as leave } from "@/app/api/passkey-only/leave/route";
import { PATCH } from "@/app/api/passkeys/[id]/route";
import { GET } from "@/app/api/passkeys/route";
import type { PasskeysDto } from "@/lib/contracts/passkeys";
import { services } from "@/lib/server/services";
import { accessShell, openAmplifyBrowser, signInWithCode } from "@/lib/testing/amplify-browser";
import type { TestBrowser } from "@/lib/testing/browser-fetch";
import { addPasskey, cookieHeaderOf } from "@/lib/testing/passkey-at-pool";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import type { SoftwarePasskey } from "@/lib/testing/software-passkey";

let stage: ProxyStage;
let browser: TestBrowser;
let passkey: SoftwarePasskey;

beforeAll(async () => {
  stage = await openProxyStage();
  stage.route.serve((request) => cognito(request, { params: Promise.resolve({}) }));
  browser = openAmplifyBrowser(stage);
  await signInWithCode(stage, stage.traders.enrolled);
  await stage.pool.control("fault", "POST", { operation: "SetUserMFAPreference", kind: "error", times: 1 });
  passkey = await addPasskey(stage, await accessShell());
});
afterAll(async () => {
  await signOut().catch(() => undefined);
  await services().database.close();
  await stage.close();
});

type RouteHandler = typeof GET;

async function ask(handler: RouteHandler, method: string, path: string, body?: object, params: Record<string, string> = {}) {
  const headers = {
    origin: stage.route.origin,
    "sec-fetch-site": "same-origin",
    "content-type": "application/json",
    cookie: cookieHeaderOf(browser.jar),
  };
  const request = new Request(`${stage.route.origin}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : (JSON.parse(text) as Record<string, unknown>) };
}

const list = async (): Promise<PasskeysDto> => (await ask(GET, "GET", "/api/passkeys")).body as unknown as PasskeysDto;
const rename = (name: unknown, id = passkey.credentialId) => ask(PATCH, "PATCH", `/api/passkeys/${id}`, { name }, { id });

describe("the list", () => {
  test("answers passkeys and ways in, and tells the pool what the enrolment could not: that a passkey counts as a second factor", async () => {
    const before = await stage.upstreamCalls("SetUserMFAPreference");
    expect(await list()).toMatchObject({
      passkeys: [{ id: passkey.credentialId, addedHere: true, lastUsed: null }],
      ways: { passkeyOnly: { state: "off", since: null, endsAt: null }, authenticator: "active" },
    });
    expect(await stage.upstreamCalls("SetUserMFAPreference")).toBe(before + 1);
    await list();
    expect(await stage.upstreamCalls("SetUserMFAPreference")).toBe(before + 1);
  });
});

describe("a new name", () => {
  test.each(["a", "x".repeat(40), "  Phone  ", "Küche 🗝"])("%j is taken", async (name) => {
    expect((await rename(name)).status).toBe(204);
    expect((await list()).passkeys[0]?.name).toBe(name.trim());
  });

  test.each(["", "   ", "x".repeat(41), "a\u202Eb", "line\nbreak", 7, null])("%j is refused, and nothing changes", async (name) => {
    const before = (await list()).passkeys[0]?.name;
    expect(await rename(name)).toMatchObject({ status: 422, body: { code: "invalid_request" } });
    expect((await list()).passkeys[0]?.name).toBe(before);
  });

  test("for a passkey that the trader has not is not found", async () => {
    expect(await rename("Mine", "unknown")).toMatchObject({ status: 404, body: { code: "not_found" } });
  });
});

describe("a change of the ways in", () => {
  test.each([
    ["/api/passkey-only/enter", enter, "passkeys_missing"],
    ["/api/passkey-only/leave", leave, "step_up_required"],
    ["/api/authenticator/remove", removeAuthenticator, "step_up_required"],
  ] as const)("%s without its approval changes nothing", async (path, handler, code) => {
    expect((await ask(handler, "POST", path, {})).body).toMatchObject({ code });
    expect((await ask(handler, "POST", path, { grantId: "a", more: 1 })).body).toMatchObject({ code: "invalid_request" });
    expect((await list()).ways).toMatchObject({ passkeyOnly: { state: "off" }, authenticator: "active" });
  });
});
