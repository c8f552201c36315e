// What the game day's cells do not ask of an outage: a process that starts in one, and signing out during one.
import { expect, test } from "@playwright/test";
import { problemCode } from "../support/answer-faults";
import { AppClient } from "../support/app-client";
import { openHarness, type SignedIn } from "../support/harness";
import { PORTS } from "../support/harness-facts";
import type { RawAnswer } from "../support/raw-answer";
import { startProduct } from "../support/start-product";

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

  test("of the database during sign-out says so, and signing out works once it is back", async () => {
    const harness = openHarness();
    const { client } = trader;
    const refused = await harness.without("database", "down", () => client.call("POST", "/api/auth/sign-out"));
    expect(problemCode(refused)).toBe("unavailable");
    await recovers(trader);
    expect((await client.call("POST", "/api/auth/sign-out")).status).toBe(204);
  });
});
