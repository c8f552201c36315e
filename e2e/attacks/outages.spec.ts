// "Cognito, JWKS, database or chain down: pages say so plainly, nobody is wrongly signed out, and all recovers by itself."
import { expect, test } from "@playwright/test";
import { exceptionName, faultOf, problemCode } from "../support/answer-faults";
import { AppClient } from "../support/app-client";
import { callProxy } from "../support/cognito-calls";
import { COOKIE } from "../support/cookie-names";
import { openHarness, type SignedIn } from "../support/harness";
import { PORTS } from "../support/harness-facts";
import { claimsOf, mintRs256, poolKeys } from "../support/mint-token";
import type { RawAnswer } from "../support/raw-answer";
import type { OutageKind } from "../support/recorder";
import { startProduct } from "../support/start-product";
import { provePassword } from "../support/trader";

const RECOVERY_MS = 10_000;
const clearsCookies = (answer: RawAnswer): boolean =>
  answer.headers.some(([name, value]) => name.toLowerCase() === "set-cookie" && /Max-Age=0/i.test(value));

/** The paired acceptance of every outage: the same session, untouched, works again within the promised time. */
async function recovers({ client }: SignedIn): Promise<void> {
  await expect.poll(async () => (await client.call("GET", "/api/portfolio")).status, { timeout: RECOVERY_MS, intervals: [100] }).toBe(200);
  expect((await client.open("/portfolio")).status).toBe(200);
}

test.describe("an outage", () => {
  let trader: SignedIn;

  test.beforeEach(async () => {
    trader = await openHarness().newTrader();
  });

  const upstream: readonly OutageKind[] = ["down", "error", "garbage", "throttle"];
  for (const kind of upstream) {
    test(`of the user pool (${kind}) keeps live sessions reading and signs nobody out`, async () => {
      const harness = openHarness();
      const { client } = trader;
      const live = client.jar.get(COOKIE.access) ?? "";
      await harness.duringOutage([{ operation: "*", kind }], async () => {
        expect((await client.call("GET", "/api/portfolio")).status).toBe(200);
        const claims = claimsOf(live);
        const aged = { ...claims, exp: Number(claims["exp"]) - 600, iat: Number(claims["iat"]) - 600 };
        client.jar.plant(COOKIE.access, mintRs256(aged, poolKeys(harness.facts.poolKeyFile, harness.facts.userPoolId).access));
        const refresh = await client.call("POST", "/api/auth/refresh", { json: {} });
        expect([429, 503]).toContain(refresh.status);
        expect(["unavailable", "rate_limited"]).toContain(problemCode(refresh));
        expect(clearsCookies(refresh)).toBe(false);
        expect(faultOf(refresh, { unavailable: true })).toBeNull();
        const start = await callProxy(harness.newClient(), "InitiateAuth", {
          ClientId: harness.facts.clientId,
          AuthFlow: "USER_SRP_AUTH",
          AuthParameters: { USERNAME: trader.person.email, SRP_A: "ab".repeat(384) },
        });
        expect(exceptionName(start.answer)).toMatch(/^(UnavailableException|TooManyRequestsException|RateLimitedException)$/);
        expect(faultOf(start.answer, { unavailable: true })).toBeNull();
      });
      await expect
        .poll(async () => (await client.call("POST", "/api/auth/refresh", { json: {} })).status, { timeout: RECOVERY_MS })
        .toBeLessThan(400);
      await recovers(trader);
    });
  }

  test("of the user pool (slow) ends in a plain sentence and not in a wait without end", async () => {
    const harness = openHarness();
    const startedAt = Date.now();
    await harness.duringOutage([{ operation: "InitiateAuth", kind: "slow", delayMs: 20_000 }], async () => {
      const failed = await provePassword(harness.newClient(), harness.facts, trader.person, new Date()).then(
        () => "it was answered",
        String,
      );
      expect(failed).toContain("UnavailableException");
    });
    expect(Date.now() - startedAt).toBeLessThan(12_000);
    await recovers(trader);
  });

  test("of the key set leaves known keys in use", async () => {
    const harness = openHarness();
    const readBoth = async (): Promise<void> => {
      for (const process of [0, 1]) expect((await trader.client.call("GET", "/api/portfolio", { process })).status).toBe(200);
    };
    await readBoth();
    for (const kind of ["down", "error", "garbage"] as const) await harness.duringOutage([{ operation: "jwks", kind }], readBoth);
    await recovers(trader);
  });

  test("of the key set at the start of a process is an outage and not a bad token", async () => {
    const harness = openHarness();
    const { productEnvironment, origin } = harness.facts;
    const stranger = new AppClient({ origin, ports: [PORTS.variant] }, trader.client.jar);
    const product = await harness.duringOutage([{ operation: "jwks", kind: "down" }], async () => {
      const started = await startProduct({
        folder: process.cwd(),
        port: PORTS.variant,
        environment: productEnvironment,
        logName: "next-without-keys",
      });
      const answer = await stranger.call("GET", "/api/portfolio");
      expect([answer.status, problemCode(answer)]).toEqual([503, "unavailable"]);
      const page = await stranger.open("/portfolio");
      expect([page.status, clearsCookies(page)]).toEqual([503, false]);
      return started;
    });
    await expect
      .poll(async () => (await stranger.call("GET", "/api/portfolio")).status, { timeout: RECOVERY_MS, intervals: [200] })
      .toBe(200);
    await product.stop();
  });

  for (const state of ["down", "hang"] as const) {
    test(`of the database (${state}) is said plainly on pages and APIs, and signs nobody out`, async () => {
      const harness = openHarness();
      const { client } = trader;
      await harness.without("database", state, async () => {
        for (const target of ["/api/portfolio", "/api/activity", "/api/sessions", "/api/auth/session"]) {
          const answer = await client.call("GET", target);
          expect(problemCode(answer), `${target}: ${answer.text.slice(0, 200)}`).toBe("unavailable");
          expect(answer.status).toBe(503);
          expect(clearsCookies(answer)).toBe(false);
          expect(faultOf(answer, { unavailable: true })).toBeNull();
        }
        const refresh = await client.call("POST", "/api/auth/refresh", { json: {} });
        expect(problemCode(refresh)).toBe("unavailable");
        expect(clearsCookies(refresh)).toBe(false);
        const page = await client.open("/portfolio");
        expect([200, 503]).toContain(page.status);
        expect(page.text).toMatch(/not (available|answering)|unavailable/i);
        expect(faultOf(page, { unavailable: true })).toBeNull();
        expect((await client.call("GET", "/api/health")).status).toBe(200);
        const ready = await client.call("GET", "/api/health/ready");
        expect(ready.status).toBe(503);
        expect(faultOf(ready, { unavailable: true })).toBeNull();
      });
      await recovers(trader);
    });
  }

  test("of the database during sign-out says so, and signing out works once it is back", async () => {
    const harness = openHarness();
    const { client } = trader;
    const refused = await harness.without("database", "down", () => client.call("POST", "/api/auth/sign-out"));
    expect(problemCode(refused)).toBe("unavailable");
    await recovers(trader);
    expect((await client.call("POST", "/api/auth/sign-out")).status).toBe(204);
  });

  for (const state of ["down", "hang"] as const) {
    test(`of the chain (${state}) shows amounts without made-up prices`, async () => {
      const harness = openHarness();
      const { client } = await harness.demoTrader();
      await harness.without("chain", state, async () => {
        const answer = await client.call("GET", "/api/portfolio");
        expect([200, 503]).toContain(answer.status);
        expect(faultOf(answer, { unavailable: true })).toBeNull();
        if (answer.status === 200) expect((JSON.parse(answer.text) as { positions: unknown[] }).positions.length).toBeGreaterThan(0);
        expect(faultOf(await client.open("/portfolio"), { unavailable: true })).toBeNull();
      });
      await expect
        .poll(async () => (JSON.parse((await client.call("GET", "/api/portfolio")).text) as { total: string | null }).total, {
          timeout: RECOVERY_MS,
        })
        .not.toBeNull();
    });
  }
});
