// T12, T13: what every answer carries, whatever its status, and what no answer repeats.
import { ENDS_THE_SESSION } from "../support/ends-the-session";
import { expect, test } from "@playwright/test";
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import type { AppClient } from "../support/app-client";
import { concretePath } from "../support/concrete-path";
import { COOKIE } from "../support/cookie-names";
import { openHarness, type SignedIn } from "../support/harness";
import { headerOf, headersOf, type RawAnswer, visibleText } from "../support/raw-answer";
import { inParallel } from "../support/send-raw";

const nonceOf = (answer: RawAnswer): string | null =>
  /'nonce-([A-Za-z0-9+/_=-]{16,})'/.exec(headerOf(answer, "content-security-policy") ?? "")?.[1] ?? null;
const isHtml = (answer: RawAnswer): boolean => headerOf(answer, "content-type")?.startsWith("text/html") ?? false;

/** What is wrong with an answer's protective headers, one line each. */
function headerFaults(answer: RawAnswer, isAsset: boolean): string[] {
  const policy = headerOf(answer, "content-security-policy") ?? "";
  const cache = headerOf(answer, "cache-control") ?? "";
  const faults = [
    headerOf(answer, "x-content-type-options") === "nosniff" ? null : "no nosniff",
    headerOf(answer, "x-powered-by") === null ? null : "names its framework",
    isAsset || cache.includes("no-store") ? null : `may be stored (${cache})`,
    headerOf(answer, "access-control-allow-origin") === null ? null : "allows other origins",
    isHtml(answer) && !policy.includes("frame-ancestors 'none'") ? "may be framed" : null,
    isHtml(answer) && nonceOf(answer) === null ? "no nonce" : null,
    /unsafe-eval|script-src[^;]*unsafe-inline/.test(policy) ? `unsafe policy ${policy}` : null,
    isHtml(answer) && !/base-uri 'none'/.test(policy) ? "base-uri open" : null,
    isHtml(answer) && headerOf(answer, "referrer-policy") === null ? "no referrer policy" : null,
  ];
  return faults.filter((fault) => fault !== null);
}

/** One cookie line against the table of the design. */
function cookieFault(line: string): string | null {
  const name = line.slice(0, line.indexOf("="));
  const has = (attribute: string) => line.toLowerCase().split(/;\s*/).includes(attribute.toLowerCase());
  const wanted = {
    [COOKIE.access]: ["SameSite=Lax", "Path=/"],
    [COOKIE.refresh]: ["SameSite=Strict", "Path=/api/auth"],
    [COOKIE.preAuth]: ["SameSite=Strict", "Path=/"],
    [COOKIE.device]: ["SameSite=Strict", "Path=/"],
  }[name];
  if (wanted === undefined) return `an unknown cookie ${name}`;
  const missing = ["HttpOnly", "Secure", ...wanted].filter((attribute) => !has(attribute));
  return missing.length === 0 && !/domain=/i.test(line) ? null : `${name} lacks ${missing.join(", ")}`;
}

test.describe("every answer", () => {
  let trader: SignedIn;

  test.beforeAll(async () => {
    trader = await openHarness().newTrader();
  });

  test("carries the protective headers, on every route and status", async () => {
    const harness = openHarness();
    const callers: readonly (readonly [string, AppClient])[] = [
      ["signed in", trader.client],
      ["anonymous", harness.newClient()],
    ];
    const faults: string[] = [];
    const statuses = new Set<number>();
    for (const [who, client] of callers) {
      for (const { path, kind } of ROUTE_MANIFEST) {
        for (const method of ["GET", "HEAD", "POST", "OPTIONS"]) {
          if (ENDS_THE_SESSION.includes(path)) continue;
          const answer = await client.call(method, concretePath(path));
          statuses.add(answer.status);
          faults.push(
            ...headerFaults(answer, kind === "asset").map((fault) => `${who} ${method} ${path} ${String(answer.status)}: ${fault}`),
          );
        }
      }
      for (const path of ["/unknown", "/api/unknown", "/portfolio/", "/api/portfolio/", "/_next/static/unknown.js", "/favicon.ico"]) {
        const answer = await client.call("GET", path);
        faults.push(
          ...headerFaults(answer, path.startsWith("/_next")).map((fault) => `${who} GET ${path} ${String(answer.status)}: ${fault}`),
        );
      }
    }
    console.log(`headers: ${String(ROUTE_MANIFEST.length)} routes, statuses ${[...statuses].sort().join(" ")}`);
    expect(faults).toEqual([]);
  });

  test("of a page has a nonce of its own, and every script on it carries that nonce", async () => {
    const harness = openHarness();
    const rounds = Array.from({ length: 250 }, (_, index) => index);
    const answers = await inParallel(rounds, 8, (_, index) => harness.newClient().open("/sign-in", { process: index % 2 }));
    expect(new Set(answers.map(nonceOf)).size).toBe(rounds.length);
    for (const page of [answers[0], await trader.client.open("/portfolio")]) {
      const scripts = [...(page?.text ?? "").matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
      const nonce = page === undefined ? null : nonceOf(page);
      expect(scripts.length).toBeGreaterThan(0);
      expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce ?? "none"}"`))).toEqual([]);
    }
  });

  test("repeats nothing that a header brought in", async () => {
    const harness = openHarness();
    const canary = "reflect-me-9471";
    const names = [
      "X-Nonce",
      "Content-Security-Policy",
      "X-Request-Id",
      "X-Forwarded-Host",
      "X-Forwarded-Prefix",
      "X-Forwarded-Proto",
      "Referer",
      "User-Agent",
      "Accept-Language",
      "X-Middleware-Set-Cookie",
      "X-Middleware-Rewrite",
      "X-Middleware-Request-X-Nonce",
      "X-Original-URL",
      "Next-Url",
      "X-Trader",
    ];
    for (const client of [trader.client, harness.newClient()]) {
      for (const target of ["/portfolio", "/sign-in", "/api/portfolio", "/api/unknown", "/unknown", "/api/auth/refresh?to=/portfolio"]) {
        for (const name of names) {
          const value = name === "Content-Security-Policy" ? `script-src 'nonce-${canary}'` : canary;
          const answer = await client.call("GET", target, { headers: [[name, value]] });
          expect(visibleText(answer).includes(canary), `${name} at ${target}`).toBe(false);
          expect(answer.status, `${name} at ${target}`).toBeLessThan(500);
        }
      }
    }
  });

  test("that sets a cookie sets it HttpOnly, Secure, with its right SameSite and path, and is never stored", async () => {
    const harness = openHarness();
    const client = harness.newClient();
    const { person } = trader;
    await harness.signInAgain(person, client);
    const refreshed = await client.call("POST", "/api/auth/refresh", { json: {} });
    const out = await client.call("POST", "/api/auth/sign-out");
    for (const answer of [refreshed, out]) {
      expect(headersOf(answer, "set-cookie").length).toBeGreaterThan(0);
      expect(headerOf(answer, "cache-control")).toContain("no-store");
    }
    const lines = client.jar.seenLines();
    console.log(`cookies: ${String(lines.length)} Set-Cookie lines`);
    expect(lines.map(cookieFault).filter((fault) => fault !== null)).toEqual([]);
    expect(lines.every((line) => line.length < 4096)).toBe(true);
  });
});
