import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTestPool, type RunningTestPool } from "../server/start-test-pool";
import { NEWCOMER, OPERATORS, PUBLIC, TEST_SEED, TRADER, TRADERS, WEB } from "../testing/test-seed";

const folder = mkdtempSync(join(tmpdir(), "holdfast-testpool-"));
const clockFile = join(folder, "deep", "clock");
let running: RunningTestPool;

beforeAll(async () => {
  running = await startTestPool({ port: 0, dataDir: null, clockFile, seed: TEST_SEED });
}, 30_000);
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  running.pool.reset();
});

async function control(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${running.url}/_testpool/${path}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) as Record<string, unknown> };
}

async function protocol(operation: string, body: object = {}, headers: Record<string, string> = {}) {
  const response = await fetch(running.url, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`, ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Sends a request whose Host is a lie, which fetch would not do; answers its status. */
function statusForHost(host: string, path = "/_testpool/outbox"): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest(`${running.url}${path}`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}

const signUp = (username: string, email: string) =>
  protocol("SignUp", {
    ClientId: PUBLIC.id,
    Username: username,
    Password: "a fresh long passphrase",
    UserAttributes: [{ Name: "email", Value: email }],
  });

describe("the protocol", () => {
  test("refuses an operation that it does not know, by name", async () => {
    const { status, headers, text } = await protocol("GetUICustomization");
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({
      __type: "UnknownOperationException",
      message: "The test pool does not implement GetUICustomization.",
    });
    expect(headers.get("x-amzn-errortype")).toMatch(/^UnknownOperationException/);
    expect(headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("refuses a missing target, another content type, and a body that is no JSON object", async () => {
    const post = (headers: Record<string, string>, body: string) => fetch(running.url, { method: "POST", headers, body });
    const type = "application/x-amz-json-1.1";
    const target = "AWSCognitoIdentityProviderService.GetUser";
    for (const [headers, body] of [
      [{ "content-type": type }, "{}"],
      [{ "content-type": type, "x-amz-target": "GetUser" }, "{}"],
      [{ "content-type": "application/json", "x-amz-target": target }, "{}"],
      [{ "content-type": type, "x-amz-target": target }, "[1]"],
      [{ "content-type": type, "x-amz-target": target }, "{"],
      [{ "content-type": type, "x-amz-target": target }, `{"a":"${"x".repeat(300_000)}"}`],
    ] as const) {
      const response = await post(headers, body);
      expect(response.status, body.slice(0, 20)).toBe(400);
      expect(response.headers.get("x-amzn-errortype")).toMatch(/Exception/);
      await response.text();
    }
    const known = await post({ "content-type": `${type}; charset=utf-8`, "x-amz-target": target }, "{}");
    expect(((await known.json()) as { message: string }).message).toMatch(/'accessToken' failed to satisfy constraint/);
  });

  test("answers CORS as AWS does, so that a browser may call it", async () => {
    const preflight = await fetch(running.url, {
      method: "OPTIONS",
      headers: {
        origin: "http://localhost:3000",
        "access-control-request-method": "POST",
        "access-control-request-headers": "x-amz-target",
      },
    });
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")).toContain("x-amz-target");
    expect((await protocol("GetUser")).headers.get("access-control-allow-origin")).toBe("*");
  });

  test("answers only to its own names", async () => {
    const port = new URL(running.url).port;
    for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1", `127.0.0.1.nip.io:${port}`, `localhost.:${port}`]) {
      expect(await statusForHost(host), host).toBe(421);
      expect(await statusForHost(host, "/"), host).toBe(421);
    }
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) expect(await statusForHost(host), host).toBe(200);
  });

  test("has nothing at other addresses", async () => {
    for (const path of ["/x", "/_testpool", "/oauth2", "//evil.example/"]) expect((await fetch(running.url + path)).status, path).toBe(404);
  });
});

describe("the outbox", () => {
  test("lists messages newest last, for one address when asked", async () => {
    await signUp("ann", "ann@example.test");
    await signUp("bob", "bob@example.test");
    const all = (await control("GET", "outbox")).body["messages"] as { to: string }[];
    expect(all.map(({ to }) => to)).toEqual(["ann@example.test", "bob@example.test"]);
    const bobs = (await control("GET", "outbox?to=BOB@example.test")).body["messages"] as object[];
    expect(Object.keys(bobs[0] ?? {}).sort()).toEqual(["at", "code", "kind", "subject", "text", "to"]);
    expect(bobs).toHaveLength(1);
    expect((await control("GET", "outbox?to=nobody@example.test")).body).toEqual({ messages: [] });
  });

  test("is a page too, in which nothing that a stranger wrote is markup", async () => {
    await signUp("eve", "<script>alert(1)</script>@example.test");
    const page = await fetch(`${running.url}/_testpool/inbox`);
    const html = await page.text();
    expect(html).toContain("TEST ONLY");
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;@example.test");
    expect(html).not.toContain("<script");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await (await fetch(running.url)).text()).toContain('href="/_testpool/inbox"');
  });
});

describe("the clock", () => {
  test("moves forward by whole seconds and tells the file", async () => {
    const moved = await control("POST", "clock", { advanceSeconds: 90 });
    expect(moved.body["offsetSeconds"]).toBe(90);
    expect(Math.abs(Number(moved.body["now"]) - (Date.now() / 1000 + 90))).toBeLessThan(5);
    expect(readFileSync(clockFile, "utf8")).toBe("90\n");
    expect((await control("POST", "clock", { advanceSeconds: 10 })).body["offsetSeconds"]).toBe(100);
    expect((await control("GET", "clock")).body["offsetSeconds"]).toBe(100);
  });

  test("refuses anything else", async () => {
    for (const advanceSeconds of [-1, 1.5, "60", null, 1e12, Number.NaN]) {
      expect((await control("POST", "clock", { advanceSeconds })).status, String(advanceSeconds)).toBe(400);
    }
    expect((await control("GET", "clock")).body["offsetSeconds"]).toBe(0);
  });
});

describe("faults", () => {
  const arm = (fault: object) => control("POST", "fault", fault);

  test("strike as often as they are armed, and then the pool is itself again", async () => {
    await arm({ operation: "GetUser", kind: "throttle", times: 2 });
    for (let count = 0; count < 2; count += 1) expect((await protocol("GetUser")).text).toContain("TooManyRequestsException");
    expect((await protocol("GetUser")).text).toContain("InvalidParameterException");
  });

  test("come in every kind", async () => {
    await arm({ operation: "*", kind: "error", times: 1 });
    expect(await protocol("GetUser")).toMatchObject({ status: 500, text: expect.stringContaining("InternalErrorException") as string });
    await arm({ operation: "GetUser", kind: "garbage", times: 1 });
    const garbage = await protocol("GetUser");
    expect(garbage.status).toBe(200);
    expect(() => JSON.parse(garbage.text) as unknown).toThrow();
    await arm({ operation: "GetUser", kind: "drop", times: 1 });
    await expect(protocol("GetUser")).rejects.toThrow();
    await arm({ operation: "GetUser", kind: "delay", times: 1, delayMs: 300 });
    const startedAt = performance.now();
    expect((await protocol("GetUser")).text).toContain("InvalidParameterException");
    expect(performance.now() - startedAt).toBeGreaterThan(290);
    await arm({ operation: "jwks", kind: "error", times: 1 });
    const keySet = () => fetch(`${running.url}/${TRADERS}/.well-known/jwks.json`);
    expect((await keySet()).status).toBe(500);
    expect((await keySet()).status).toBe(200);
  });

  test("strike before the operation, or after it when only the answer is to be lost", async () => {
    await arm({ operation: "SignUp", kind: "drop", times: 1, when: "after" });
    await expect(signUp("lost", "lost@example.test")).rejects.toThrow();
    expect((await signUp("lost", "lost@example.test")).text).toContain("UsernameExistsException");
    await arm({ operation: "SignUp", kind: "drop", times: 1 });
    await expect(signUp("fresh", "fresh@example.test")).rejects.toThrow();
    expect((await signUp("fresh", "fresh@example.test")).text).toContain("UserSub");
  });

  test("are refused when they make no sense", async () => {
    for (const fault of [
      {},
      { operation: "GetUser", kind: "fire" },
      { kind: "drop" },
      { operation: "a b", kind: "drop" },
      { operation: "*", kind: "drop", times: -1 },
    ]) {
      expect((await arm(fault)).status).toBe(400);
    }
    expect((await control("GET", "fault")).body).toEqual({ faults: [] });
  });
});

describe("requests", () => {
  test("are counted by operation, without their bodies, until cleared", async () => {
    await protocol("GetUser", { AccessToken: "very secret" });
    await protocol("GetUser");
    await protocol("SignUp");
    const counted = await control("GET", "requests?operation=GetUser");
    expect(counted.body["count"]).toBe(2);
    expect(JSON.stringify(counted.body)).not.toContain("very secret");
    expect((await control("GET", "requests")).body["count"]).toBe(3);
    await control("DELETE", "requests");
    expect((await control("GET", "requests")).body["count"]).toBe(0);
  });
});

test("reset goes back to the seed: no messages, no faults, the clock at zero, the same keys", async () => {
  const keySet = async () => (await fetch(`${running.url}/${TRADERS}/.well-known/jwks.json`)).text();
  const before = await keySet();
  await signUp("ann", "ann@example.test");
  await control("POST", "clock", { advanceSeconds: 500 });
  await control("POST", "fault", { operation: "*", kind: "drop", times: 9 });
  expect((await control("POST", "reset")).body["offsetSeconds"]).toBe(0);
  expect(readFileSync(clockFile, "utf8")).toBe("0\n");
  expect((await control("GET", "outbox")).body).toEqual({ messages: [] });
  expect((await signUp("ann", "ann@example.test")).text).toContain("UserSub");
  expect(await keySet()).toBe(before);
});

test("demo names the first pool and client, and every seeded user with their own pool", async () => {
  const { body } = await control("GET", "demo");
  expect(body).toMatchObject({ userPoolId: TRADERS, clientId: WEB.id });
  const traders = body["traders"] as { email: string; userPoolId: string; totpSecret?: string }[];
  expect(traders.map(({ userPoolId }) => userPoolId)).toEqual([TRADERS, TRADERS, OPERATORS]);
  expect(traders[0]).toMatchObject({ email: TRADER.email, password: TRADER.password, sub: TRADER.sub });
  expect(traders[0]?.totpSecret).toMatch(/^[A-Z2-7]+$/);
  expect(traders.find(({ email }) => email === NEWCOMER.email)).not.toHaveProperty("totpSecret");
});

describe("the control API", () => {
  test("is closed to pages of other origins, reads included", async () => {
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: "http://localhost:3000" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ];
    for (const headers of foreign) {
      for (const [method, path] of [
        ["GET", "outbox"],
        ["GET", "demo"],
        ["GET", "inbox"],
        ["POST", "reset"],
        ["POST", "clock"],
      ] as const) {
        expect((await control(method, path, undefined, headers)).status, `${method} ${path} ${JSON.stringify(headers)}`).toBe(403);
      }
    }
  });

  test("is open to tools, and to its own pages", async () => {
    expect((await control("GET", "outbox")).status).toBe(200);
    expect((await control("GET", "outbox", undefined, { "sec-fetch-site": "none" })).status).toBe(200);
    expect((await control("GET", "outbox", undefined, { "sec-fetch-site": "same-origin", origin: running.url })).status).toBe(200);
  });

  test("sends no CORS headers, keeps nothing in caches, and answers mistakes as JSON", async () => {
    const { headers } = await control("GET", "demo");
    expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect(headers.get("cache-control")).toBe("no-store");
    expect((await control("GET", "nothing")).status).toBe(404);
    expect((await control("PUT", "clock", {})).status).toBe(405);
    const broken = await fetch(`${running.url}/_testpool/clock`, { method: "POST", body: "{" });
    expect(broken.status).toBe(400);
    expect(((await broken.json()) as { message: string }).message).toBe("The body must be a JSON object.");
  });
});
