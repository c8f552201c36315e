// A trade on the local exchange reaches the browser by itself; whoever was away gets what was missed, once; and a stream ends with its session.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/journey";
import { marketWallet, tradeOnMarket } from "../support/market";
import { signInAtScreen } from "../support/person-at-screen";

const trade = (amount: string) => tradeOnMarket({ network: "base-local", walletIndex: 3, pay: "USDC", receive: "WETH", amount });

async function openFeed(page: Page): Promise<void> {
  await page.goto(`/trades?wallet=${await marketWallet(3)}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
}

const rows = (page: Page) => page.getByRole("grid", { name: "Trades" }).getByRole("row");
/** The rows' exact values in US dollars, newest first. */
const values = async (page: Page): Promise<readonly string[]> => {
  const shown = await rows(page).evaluateAll((all) => all.map((row) => row.querySelector("data")?.getAttribute("value") ?? ""));
  return shown.filter((value) => value !== "");
};

/** How many trades stand above those that stood first before, all of them in their order; -1 when they are not there. A long list keeps only its first rows in the document. */
function rowsAbove(now: readonly string[], before: readonly string[]): number {
  const stood = before.slice(0, 5);
  if (stood.length === 0) return now.length;
  return now.findIndex((_, index) => stood.every((value, offset) => now[index + offset] === value));
}

test("a trade is on the screen within two seconds of its block", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  await signInAtScreen(page, journey.harness, person);
  await openFeed(page);
  const before = await values(page);
  await trade("120");
  const minedAt = Date.now();
  await expect.poll(async () => rowsAbove(await values(page), before), { intervals: [50], timeout: 10_000 }).toBe(1);
  expect(Date.now() - minedAt).toBeLessThan(2_000);
});

test("whoever was away gets what was missed, once and in order", async ({ page, journey }) => {
  test.setTimeout(90_000);
  const { person } = await journey.harness.newTrader();
  await signInAtScreen(page, journey.harness, person);
  await openFeed(page);
  const earlier = await values(page);
  await trade("101");
  await expect.poll(async () => rowsAbove(await values(page), earlier), { timeout: 10_000 }).toBe(1);
  const before = await values(page);
  // The browser's own word that its network went: pulling the network from a browser whose answers are watched breaks the watching first.
  await page.evaluate(() => dispatchEvent(new Event("offline")));
  await expect(page.getByText(/Not live/)).toBeVisible({ timeout: 30_000 });
  for (const amount of ["210", "320", "430"]) await trade(amount);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(page.getByText("Live", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect.poll(async () => rowsAbove(await values(page), before), { timeout: 15_000 }).toBe(3);
  const after = await values(page);
  expect(after.slice(0, 3).map((value) => Math.round(Number(value) / 10) * 10)).toEqual([430, 320, 210]);
});

test("a stream ends within a second of its session's revocation", async ({ page, journey }) => {
  const { person, client } = await journey.harness.newTrader();
  await signInAtScreen(page, journey.harness, person);
  await page.goto("/portfolio");
  const ended = page.evaluate(async () => {
    const response = await fetch("/api/trades/stream", { headers: { "x-holdfast-background": "1" } });
    const reader = response.body?.getReader();
    (window as unknown as { isOpen?: boolean }).isOpen = response.ok;
    while ((await reader?.read())?.done === false) continue;
    return Date.now();
  });
  await expect.poll(() => page.evaluate(() => (window as unknown as { isOpen?: boolean }).isOpen)).toBe(true);
  const { sessions } = JSON.parse((await client.call("GET", "/api/sessions")).text) as {
    sessions: { id: string; current: boolean }[];
  };
  for (const { id } of sessions.filter(({ current }) => !current)) await client.call("DELETE", `/api/sessions/${id}`);
  const revokedAt = Date.now();
  expect((await ended) - revokedAt).toBeLessThan(1_000);
});
