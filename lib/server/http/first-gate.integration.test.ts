import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { NextRequest } from "next/server";
import { BAD_TOKENS } from "@/lib/testing/bad-tokens";
import { GOOD_TOKENS } from "@/lib/testing/good-tokens";
import { useFakeProcess } from "@/lib/testing/fake-process";
import { accessClaims, forge, forgeKeySet, FORGE_NOW_SECONDS as NOW, forgeSettings } from "@/lib/testing/token-forge";
import { createKeySet } from "@/lib/server/tokens/create-key-set";
import { createTokenGate, type TokenGate } from "@/lib/server/tokens/token-gate";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { middleware } from "@/middleware";

const ORIGIN = "http://localhost:3000";
vi.mock("@/lib/server/env", () => ({ isDevelopment: false, settings: () => ({ ...forgeSettings, appOrigin: ORIGIN, clockFile: null }) }));
vi.mock("@/lib/server/clock/create-clock", () => ({ createClock: () => ({ nowSeconds: () => NOW }) }));

const slot = Symbol.for("holdfast.token-gate");
const setGate = (gate: TokenGate): void => void ((globalThis as Record<symbol, unknown>)[slot] = gate);
const sound = createTokenGate(forgeSettings, forgeKeySet());
let end: () => void;
beforeAll(() => {
  end = useFakeProcess({ appOrigin: ORIGIN, gate: sound });
});
afterAll(() => {
  end();
});

const isHeaderText = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);
const ask = (path: string, options: { token?: string; cookie?: string; method?: string; headers?: Record<string, string> } = {}) =>
  middleware(
    new NextRequest(`${ORIGIN}${path}`, {
      method: options.method ?? "GET",
      headers: {
        ...options.headers,
        ...(options.cookie ? { cookie: options.cookie } : options.token ? { cookie: `__Host-hf_at=${options.token}; other=1` } : {}),
      },
    }),
  );
const passes = (response: Response): boolean => response.headers.get("x-middleware-next") === "1";
const expired = forge(accessClaims({ iat: NOW - 301, auth_time: NOW - 301, exp: NOW - 1 }));

describe("the first gate", () => {
  it.each(Object.entries(GOOD_TOKENS))("lets a token %s pass", async (_, token) => {
    expect(passes(await ask("/portfolio", { token }))).toBe(true);
    expect(passes(await ask("/api/portfolio", { token }))).toBe(true);
  });

  it("lets none of the bad tokens pass, to a page or to the API", async () => {
    const fit = BAD_TOKENS.filter(({ token }) => isHeaderText(token));
    expect(fit.length).toBeGreaterThanOrEqual(150);
    for (const { token, name } of fit) {
      const [page, api] = [await ask("/portfolio", { token }), await ask("/api/portfolio", { token })];
      expect([name, page.status, api.status]).toEqual([name, page.status === 400 ? 400 : 303, page.status === 400 ? 400 : 401]);
      expect(passes(page) || passes(api)).toBe(false);
    }
  });

  it("leads strangers to sign-in and expired sessions to their refresh, with the way back", async () => {
    expect((await ask("/activity?x=1")).headers.get("location")).toBe(`${ORIGIN}/sign-in?next=%2Factivity%3Fx%3D1`);
    expect((await ask("/activity?x=1&_rsc=abc", { token: expired })).headers.get("location")).toBe(
      `${ORIGIN}/api/auth/refresh?to=%2Factivity%3Fx%3D1`,
    );
  });

  it("answers the API with problems and never with a redirect", async () => {
    for (const [options, code] of [
      [{}, "unauthenticated"],
      [{ token: expired }, "session_expired"],
      [{ token: "x" }, "unauthenticated"],
    ] as const) {
      const response = await ask("/api/portfolio", options);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code });
    }
  });

  it.each([
    "/nowhere",
    "/api/nowhere",
    "/api",
    "/portfolio/extra",
    "/Portfolio",
    "/portfolio/",
    "/_next/image",
    "/_next/data/x.json",
    "/_nextstatic",
    "/favicon.ico",
    "/sign-in/x",
    "/api/health/x",
    "/PORTFOLIO",
  ])("is shut for strangers at %s, which the manifest does not call public", async (path) => expect(passes(await ask(path))).toBe(false));

  it.each([
    "/sign-in",
    "/sign-up",
    "/sign-in?next=/portfolio",
    "/api/health",
    "/api/auth/refresh?to=/portfolio",
    "/icon.svg",
    "/_next/static/chunks/x.js",
  ])("is open at %s", async (path) => {
    expect(passes(await ask(path))).toBe(true);
  });

  it("is not opened by headers that speak to the framework, nor are they handed on", async () => {
    for (const name of [
      "x-middleware-subrequest",
      "x-middleware-next",
      "x-middleware-rewrite",
      "x-nextjs-data",
      "next-action",
      "rsc",
      "next-router-prefetch",
      "x-invoke-path",
      "x-matched-path",
    ]) {
      expect(passes(await ask("/portfolio", { headers: { [name]: "middleware:middleware:middleware:middleware:middleware" } }))).toBe(
        false,
      );
    }
    const response = await ask("/sign-in", {
      headers: { "x-nonce": "planted", "content-security-policy": "script-src 'nonce-planted'", "x-middleware-subrequest": "1" },
    });
    const handedOn = [...response.headers].filter(([name]) => name.startsWith("x-middleware-request-"));
    expect(JSON.stringify(handedOn)).not.toContain("planted");
    expect(response.headers.get("content-security-policy")).not.toContain("planted");
    expect(handedOn.some(([name]) => name === "x-middleware-request-x-middleware-subrequest")).toBe(false);
  });

  it("gives every page a nonce of its own, the same to the browser and to the framework", async () => {
    const nonces = new Set<string>();
    for (let page = 0; page < 1_000; page += 1) {
      const response = await ask("/sign-in");
      const policy = response.headers.get("content-security-policy") ?? "";
      expect(response.headers.get("x-middleware-request-content-security-policy")).toBe(policy);
      nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    }
    expect(nonces.size).toBe(1_000);
  });

  it.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])("answers %s to a page with 405", async (method) => {
    expect((await ask("/portfolio", { method, token: forge() })).status).toBe(405);
    expect((await ask("/sign-in", { method })).status).toBe(405);
  });

  it("refuses a cookie of ours that was sent twice, also where nobody needs one", async () => {
    for (const path of ["/portfolio", "/sign-in", "/api/portfolio", "/api/health"]) {
      expect((await ask(path, { cookie: `__Host-hf_at=${forge()}; __Host-hf_at=planted` })).status).toBe(400);
    }
  });

  it("sends nobody to sign-in while the keys cannot be known, and shuts all the same", async () => {
    setGate(
      createTokenGate(
        forgeSettings,
        createKeySet(() => Promise.reject(new UnavailableError("jwks", "down"))),
      ),
    );
    const [page, api] = [await ask("/portfolio", { token: forge() }), await ask("/api/portfolio", { token: forge() })];
    expect([page.status, api.status]).toEqual([503, 503]);
    expect(await page.text()).toContain("You are still signed in");
    expect(passes(page) || passes(api)).toBe(false);
    setGate(sound);
    expect(passes(await ask("/portfolio", { token: forge() }))).toBe(true);
  });
});
