// The bounce that renews an expired session: its GET changes nothing, it leads only to our own pages, and never in circles.
import { expect, test } from "@playwright/test";
import { openHarness } from "../support/harness";
import { headerOf, headersOf, type RawAnswer } from "../support/raw-answer";
import type { AppClient } from "../support/app-client";
import { COOKIE } from "../support/cookie-names";

const HOSTS = [
  "evil.example",
  "evil.example%2f",
  "evil.example/..",
  "localhost.evil.example",
  "localhost@evil.example",
  "localhost:3101@evil.example",
  "127.0.0.1:9471",
];
const FORMS: readonly ((host: string) => string)[] = [
  (host) => `//${host}`,
  (host) => `///${host}`,
  (host) => `/\\${host}`,
  (host) => `\\\\${host}`,
  (host) => `http://${host}`,
  (host) => `https:${host}`,
  (host) => `/%2f${host}`,
  (host) => `/\t/${host}`,
  (host) => `/\n/${host}`,
  (host) => ` //${host}`,
  (host) => `/.//${host}`,
  (host) => `/portfolio/..//${host}`,
];
const ODD = [
  "javascript:alert(1)",
  "data:text/html,x",
  "/api/auth/sign-out",
  "/api/auth/refresh?to=/portfolio",
  "/sign-in",
  "",
  "portfolio",
  "?x",
  "#x",
  "/\u0000",
  "/portfolio\r\nSet-Cookie: a=b",
  "/".repeat(5000),
];

const postForm = (client: AppClient, to: string): Promise<RawAnswer> => {
  const body = new URLSearchParams({ to }).toString();
  const request = client.request("POST", "/api/auth/refresh", {
    headers: [
      ["Content-Type", "application/x-www-form-urlencoded"],
      ["Content-Length", String(body.length)],
    ],
  });
  return client.send({ ...request, body });
};

test.describe("renewing a session", () => {
  test("by GET shows a page and changes nothing", async () => {
    const harness = openHarness();
    const { client } = await harness.newTrader();
    const before = await harness.counts();
    const answer = await client.open("/api/auth/refresh?to=/activity");
    expect(answer.status).toBe(200);
    expect(headersOf(answer, "set-cookie")).toEqual([]);
    expect(await harness.counts()).toEqual(before);
  });

  test("by form lands where it pointed, with fresh cookies", async () => {
    const { client } = await openHarness().newTrader();
    const spent = client.jar.get(COOKIE.refresh);
    const answer = await postForm(client, "/activity?cursor=x");
    expect([answer.status, headerOf(answer, "location")]).toEqual([303, "/activity?cursor=x"]);
    expect(client.jar.get(COOKIE.refresh)).not.toBe(spent);
  });

  test("without a session ends at sign-in, not in a circle", async () => {
    const answer = await postForm(openHarness().newClient(), "/activity");
    expect([answer.status, headerOf(answer, "location")]).toEqual([303, "/sign-in?next=%2Factivity"]);
  });

  test("never leads off our own pages", async () => {
    const harness = openHarness();
    const payloads = [...FORMS.flatMap((form) => HOSTS.map(form)), ...ODD];
    const visitor = harness.newClient();
    const { client } = await harness.newTrader();
    for (const payload of payloads) {
      for (const who of [visitor, client]) {
        const answer = await postForm(who, payload);
        if (answer.status >= 400 && answer.status < 500) continue;
        const location = headerOf(answer, "location") ?? "none";
        expect(new URL(location, harness.app.origin).origin, JSON.stringify(payload)).toBe(harness.app.origin);
        expect(location, JSON.stringify(payload)).not.toMatch(/^\/(api|[/\\])/);
        expect(headersOf(answer, "set-cookie").some((line) => line.startsWith("a=b"))).toBe(false);
      }
      const page = await visitor.open(`/portfolio?next=${encodeURIComponent(payload)}`);
      expect(headerOf(page, "location") ?? "/sign-in").toMatch(/^\/sign-in/);
    }
    console.log(`renewal: ${String(payloads.length)} addresses that must not be followed`);
  });
});
