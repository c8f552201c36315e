// Operators by their own cookie, and nobody else by any: swept over the manifest, at the first gate and at the handlers' own.
import { NextRequest } from "next/server";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { isOfDesk } from "@/lib/contracts/find-route";
import { ROUTE_MANIFEST, type Method, type Route } from "@/lib/contracts/route-manifest";
import { createTokenGate } from "@/lib/server/tokens/token-gate";
import type { Settings } from "@/lib/settings/settings";
import { BAD_TOKENS } from "@/lib/testing/bad-tokens";
import { DESK_POOL, DESK_TOKENS, deskTokenGate, openDeskStand, type DeskStand, type SeatedOperator } from "@/lib/testing/desk-stand";
import { useFakeProcess } from "@/lib/testing/fake-process";
import { accessClaims, forge, FORGE_NOW_SECONDS as NOW, forgeKeySet, forgeSettings, machineClaims } from "@/lib/testing/token-forge";
import { middleware } from "@/middleware";
import { endOwnOperatorSession } from "@/lib/server/operators/operator-sessions";
import { operatorPage } from "./operator-page";
import { serve } from "./serve";

const ORIGIN = "http://localhost:3000";
const world = globalThis as Record<symbol, unknown>;
const place = (name: string, value: unknown): void => void (world[Symbol.for(name)] = value);
const served = vi.hoisted((): { desk: unknown } => ({ desk: null }));
const asked = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("@/lib/server/env", () => ({
  isDevelopment: false,
  settings: () => ({ ...forgeSettings, appOrigin: ORIGIN, clockFile: null, desk: served.desk }),
}));
vi.mock("next/headers", () => ({ headers: () => Promise.resolve(asked.headers) }));
vi.mock("@/lib/server/clock/create-clock", () => ({ createClock: () => ({ nowSeconds: () => NOW }) }));

let stand: DeskStand;
let ada: SeatedOperator;
let end = (): void => undefined;

/** Opens or closes the desk of this process. */
function withDesk(isServed: boolean): void {
  end();
  const desk = (isServed ? { pool: DESK_POOL } : null) as unknown as Settings["desk"];
  served.desk = desk;
  end = useFakeProcess({ appOrigin: ORIGIN, gate: createTokenGate(forgeSettings, forgeKeySet()), desk });
  place("holdfast.desk-parts", isServed ? stand.parts : null);
  place("holdfast.staff-token-gate", isServed ? deskTokenGate() : undefined);
}

beforeAll(async () => {
  stand = await openDeskStand();
});
afterAll(async () => {
  end();
  for (const name of ["holdfast.desk-parts", "holdfast.staff-token-gate"]) place(name, undefined);
  await stand.close();
});
beforeEach(async () => {
  withDesk(true);
  ada = await stand.signIn();
});

const handlers = ROUTE_MANIFEST.filter(({ kind }) => kind === "handler");
const deskRows = handlers.filter(({ audience }) => audience === "operator");
const deskPages = ROUTE_MANIFEST.filter(({ kind, audience }) => kind === "page" && audience === "operator");
const traderRows = handlers.filter(({ audience }) => audience === "trader");
const concrete = (path: string): string => path.replaceAll(/\[(?:\.\.\.)?\w+\]/g, "x");
const methodsOf = ({ methods }: Route): readonly Method[] => (methods.length === 0 ? ["GET"] : methods);
const sweep = (rows: readonly Route[]) => rows.flatMap((route) => methodsOf(route).map((method) => ({ route, method })));
const SAME = { origin: ORIGIN, "sec-fetch-site": "same-origin" };
// The client that the stand's sessions were opened by.
const CLIENT = { "user-agent": "Chrome/156", "x-forwarded-for": "203.0.113.7" };

/** Serves a row with handlers that only say that they were reached, and asks one method of it. */
async function reach(route: Route, method: Method, headers: Record<string, string>): Promise<number> {
  const routes = serve(route.path, Object.fromEntries(route.methods.map((one) => [one, () => Response.json({ reached: one })])));
  const isRead = method === "GET";
  const request = new Request(`${ORIGIN}${concrete(route.path)}`, {
    method,
    headers: { ...(isRead ? {} : { "content-type": route.accepts[0] ?? "", "content-length": "2" }), ...SAME, ...CLIENT, ...headers },
    ...(isRead ? {} : { body: "{}" }),
  });
  return (await routes[method](request, { params: Promise.resolve({}) })).status;
}

const first = (path: string, method: string, headers: Record<string, string>) =>
  middleware(new NextRequest(`${ORIGIN}${concrete(path)}`, { method, headers }));
const passes = async (route: Route, method: string, headers: Record<string, string>): Promise<boolean> =>
  (await first(route.path, method, headers)).headers.get("x-middleware-next") === "1";

const trader = forge(accessClaims());
const machine = forge(machineClaims());
const key = `hfk_${"a".repeat(22)}_${"b".repeat(43)}`;

describe("a row of the desk", () => {
  it("admits an operator with a living session", async () => {
    expect(deskRows.length).toBeGreaterThan(5);
    expect(deskPages.length).toBeGreaterThan(0);
    for (const { route, method } of sweep(deskRows)) {
      const cookie = { cookie: ada.cookie };
      expect([route.path, await reach(route, method, cookie), await passes(route, method, cookie)]).toEqual([route.path, 200, true]);
    }
    for (const route of deskPages) expect(await passes(route, "GET", { cookie: ada.cookie })).toBe(true);
  });

  it("admits an operator who is a signed-in trader in the same browser too, as the operator", async () => {
    for (const { route, method } of sweep(deskRows)) {
      expect(await reach(route, method, { cookie: `__Host-hf_at=${trader}; ${ada.cookie}` })).toBe(200);
    }
  });

  it.each([
    ["nobody", {}],
    ["a trader", { cookie: `__Host-hf_at=${trader}` }],
    ["a trader's token in the desk's cookie", { cookie: `__Host-hf_ops_at=${trader}` }],
    ["both cookies, both the trader's", { cookie: `__Host-hf_at=${trader}; __Host-hf_ops_at=${trader}` }],
    ["a machine", { authorization: `Bearer ${machine}` }],
    ["a machine's token in the desk's cookie", { cookie: `__Host-hf_ops_at=${machine}` }],
    ["a program with a trader's key", { authorization: `Bearer ${key}` }],
    ["an empty cookie", { cookie: "__Host-hf_ops_at=" }],
  ] as const)("refuses %s", async (_, headers) => {
    for (const { route, method } of sweep(deskRows)) {
      expect([route.path, await reach(route, method, headers), await passes(route, method, headers)]).toEqual([route.path, 401, false]);
    }
    for (const route of deskPages) {
      const answer = await first(route.path, "GET", headers);
      expect(answer.headers.get("location")).toMatch(/^http:\/\/localhost:3000\/ops\/sign-in\?next=%2Fops/);
    }
  });

  it("refuses an operator's token as bearer, in the traders' cookie, and two of the desk's cookies", async () => {
    const token = ada.cookie.split("=")[1] ?? "";
    for (const { route, method } of sweep(deskRows)) {
      expect(await reach(route, method, { authorization: `Bearer ${token}` })).toBe(401);
      expect(await reach(route, method, { cookie: `__Host-hf_at=${token}` })).toBe(401);
      expect(await reach(route, method, { cookie: `${ada.cookie}; ${ada.cookie}` })).toBe(400);
    }
  });

  it("refuses a session that was ended, at once, while the first gate still takes its token", async () => {
    await endOwnOperatorSession(ada, ada.sessionId, stand.parts);
    for (const { route, method } of sweep(deskRows)) {
      expect([route.path, await reach(route, method, { cookie: ada.cookie })]).toEqual([route.path, 401]);
      expect(await passes(route, method, { cookie: ada.cookie })).toBe(true);
    }
  });

  it("refuses a sign-in of the staff's pool that never came through our door", async () => {
    const { accessToken } = stand.pool.signIn();
    for (const { route, method } of sweep(deskRows))
      expect(await reach(route, method, { cookie: `__Host-hf_ops_at=${accessToken}` })).toBe(401);
  });

  it("refuses every token of the corpus of bad ones", async () => {
    const [row] = deskRows;
    if (row === undefined) throw new Error("There is no row of the desk.");
    for (const { name, token } of BAD_TOKENS.filter((bad) => /^[\x21-\x3a\x3c-\x7e]*$/.test(bad.token))) {
      const status = await reach(row, row.methods[0] ?? "GET", { cookie: `__Host-hf_ops_at=${token}` });
      expect([name, [400, 401].includes(status)]).toEqual([name, true]);
    }
  });
});

describe("a row of traders", () => {
  it("refuses an operator, by whichever cookie the token comes, and step-up and all", async () => {
    const token = ada.cookie.split("=")[1] ?? "";
    expect(traderRows.length).toBeGreaterThan(20);
    for (const { route, method } of sweep(traderRows)) {
      for (const cookie of [ada.cookie, `__Host-hf_at=${token}`, `__Host-hf_at=${token}; ${ada.cookie}`]) {
        expect([route.path, await reach(route, method, { cookie }), await passes(route, method, { cookie })]).toEqual([
          route.path,
          401,
          false,
        ]);
      }
    }
  });
});

describe("a process without a desk", () => {
  it("answers every row under the desk with 404, its sign-in included, to operators and to strangers", async () => {
    const rows = handlers.filter(isOfDesk);
    expect(rows.length).toBeGreaterThan(deskRows.length);
    withDesk(false);
    for (const headers of [{}, { cookie: ada.cookie }, { cookie: `__Host-hf_at=${trader}` }]) {
      for (const { route, method } of sweep(rows)) {
        expect([route.path, await reach(route, method, headers)]).toEqual([route.path, 404]);
        expect((await first(route.path, method, headers)).status).toBe(404);
      }
    }
    withDesk(true);
    for (const { route, method } of sweep(rows)) expect(await reach(route, method, { cookie: ada.cookie })).toBe(200);
  });

  it("has no page of the desk: the first gate hands on to a page that is not there", async () => {
    withDesk(false);
    const pages = ROUTE_MANIFEST.filter((route) => route.kind === "page" && isOfDesk(route));
    for (const { path } of pages) {
      const answer = await first(path, "GET", { cookie: ada.cookie });
      expect([path, answer.headers.get("location"), answer.headers.get("x-middleware-next")]).toEqual([path, null, "1"]);
    }
    expect(await visit(ada.cookie)).toBe("NEXT_HTTP_ERROR_FALLBACK;404");
  });
});

describe("a page of the desk", () => {
  it("shows itself to an operator and sends everybody else to the desk's sign-in, without the first gate", async () => {
    expect(await visit(ada.cookie)).toBe(`shown to ${ada.handle}`);
    for (const cookie of ["", `__Host-hf_at=${trader}`, `__Host-hf_ops_at=${trader}`]) {
      expect(await visit(cookie)).toMatch(/^NEXT_REDIRECT;replace;\/ops\/sign-in\?next=%2Fops%2Fsecurity;/);
    }
    await endOwnOperatorSession(ada, ada.sessionId, stand.parts);
    expect(await visit(ada.cookie)).toMatch(/^NEXT_REDIRECT;replace;\/ops\/sign-in/);
    const expired = { iat: NOW - 301, auth_time: NOW - 301, exp: NOW - 1 };
    const aged = DESK_TOKENS.sign(accessClaims({ ...DESK_TOKENS.access, ...expired }));
    expect(await visit(`__Host-hf_ops_at=${aged}`)).toMatch(/^NEXT_REDIRECT;replace;\/api\/ops\/auth\/refresh\?to=%2Fops%2Fsecurity;/);
  });
});

/** What the wrapper of a page comes to: what it shows, or the digest of what it throws at Next. */
async function visit(cookie: string): Promise<string> {
  asked.headers = new Headers({ cookie, ...CLIENT });
  const page = operatorPage("/ops/security", ({ operator }) => `shown to ${operator.handle}`);
  const shown = page({ params: Promise.resolve({}), searchParams: Promise.resolve({}) });
  return shown.then(String, (thrown: unknown) => (thrown instanceof Error && "digest" in thrown ? String(thrown.digest) : "another error"));
}
