// A key over the whole manifest: it opens no row but those for keys, at the first gate and at the handlers' own.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { NextRequest } from "next/server";
import { API_SCOPES } from "@/lib/contracts/api-key-scopes";
import { isOfDesk } from "@/lib/contracts/find-route";
import { ROUTE_MANIFEST, type Method, type Route } from "@/lib/contracts/route-manifest";
import { useFakeProcess } from "@/lib/testing/fake-process";
import { createTokenGate } from "@/lib/server/tokens/token-gate";
import { accessClaims, forge, FORGE_NOW_SECONDS as NOW, forgeKeySet, forgeSettings, machineClaims } from "@/lib/testing/token-forge";
import { middleware } from "@/middleware";
import { serve } from "./serve";

const ORIGIN = "http://localhost:3000";
vi.mock("@/lib/server/env", () => ({ isDevelopment: false, settings: () => ({ ...forgeSettings, appOrigin: ORIGIN, clockFile: null }) }));
vi.mock("@/lib/server/clock/create-clock", () => ({ createClock: () => ({ nowSeconds: () => NOW }) }));

let end: () => void;
beforeAll(() => {
  end = useFakeProcess({ appOrigin: ORIGIN, gate: createTokenGate(forgeSettings, forgeKeySet()) });
});
afterAll(() => {
  end();
});

const KEY = `hf_${"0".repeat(32)}_${"x".repeat(43)}`;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const handlers = ROUTE_MANIFEST.filter(({ kind, audience }) => kind === "handler" && audience !== "public");
const agents = handlers.filter(({ audience }) => audience === "agent");
const sweep = (rows: readonly Route[]) =>
  rows.flatMap((route) => (route.methods.length === 0 ? (["GET"] as const) : route.methods).map((method) => ({ route, method })));
const concrete = (path: string): string => path.replaceAll(/\[(?:\.\.\.)?\w+\]/g, "x");

async function reach(route: Route, method: Method, headers: Record<string, string>): Promise<number> {
  const served = serve(route.path, Object.fromEntries(route.methods.map((one) => [one, () => Response.json({ reached: one })])));
  const body = method === "GET" ? {} : { body: "{}" };
  const type = method === "GET" ? {} : { "content-type": route.accepts[0] ?? "", "content-length": "2" };
  const request = new Request(`${ORIGIN}${concrete(route.path)}`, { method, headers: { ...type, ...headers }, ...body });
  return (await served[method](request, { params: Promise.resolve({}) })).status;
}

async function passes(route: Route, method: Method, headers: Record<string, string>): Promise<boolean> {
  const response = await middleware(new NextRequest(`${ORIGIN}${concrete(route.path)}`, { method, headers }));
  return response.headers.get("x-middleware-next") === "1";
}

describe("a key", () => {
  it("is refused on every row that is not for keys, withdrawals and step-up among them", async () => {
    const others = sweep(handlers.filter(({ audience }) => audience !== "agent"));
    expect(others.length).toBeGreaterThan(40);
    for (const { route, method } of others) {
      for (const headers of [bearer(KEY), { ...bearer(KEY), origin: ORIGIN, "sec-fetch-site": "same-origin" }]) {
        expect([route.path, method, [401, 403, ...(isOfDesk(route) ? [404] : [])].includes(await reach(route, method, headers))]).toEqual([
          route.path,
          method,
          true,
        ]);
        expect([route.path, method, await passes(route, method, headers)]).toEqual([route.path, method, false]);
      }
    }
  });

  it("is the only thing that a row for keys asks for: the first gate lets its form on, the second asks the database", async () => {
    expect(agents.length).toBeGreaterThan(2);
    for (const { route, method } of sweep(agents)) {
      expect([route.path, await passes(route, method, bearer(KEY))]).toEqual([route.path, true]);
      // This process has no database, and says so rather than letting anybody in.
      expect([route.path, await reach(route, method, bearer(KEY))]).toEqual([route.path, 503]);
    }
  });

  it.each([
    ["nothing", {}, 401],
    ["a trader's token", bearer(forge(accessClaims())), 401],
    ["a machine's token", bearer(forge(machineClaims())), 401],
    ["a key beside a cookie", { ...bearer(KEY), cookie: "__Host-hf_at=x" }, 403],
    ["a session's cookie", { cookie: `__Host-hf_at=${forge(accessClaims())}` }, 403],
    ["a key from a page", { ...bearer(KEY), origin: ORIGIN }, 403],
    ["a key of another form", bearer(KEY.slice(1)), 401],
  ] as const)("gives way to nothing else: %s is refused", async (_, headers, status) => {
    for (const { route, method } of sweep(agents)) {
      expect([route.path, await reach(route, method, headers), await passes(route, method, headers)]).toEqual([route.path, status, false]);
    }
  });

  it("can only be given scopes that read, and each row for keys only reads", () => {
    expect(API_SCOPES.every((scope) => scope.endsWith(":read"))).toBe(true);
    for (const route of agents) {
      expect(route.methods).toEqual(["GET"]);
      expect(API_SCOPES).toContain(route.scope);
      expect(route.path).toMatch(/^\/api\/v1\//);
    }
  });
});
