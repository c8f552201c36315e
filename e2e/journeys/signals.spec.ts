// From a wallet that somebody follows to an order that they approve; and a webhook that would reach inside is refused in words.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/journey";
import { marketWallet, tradeOnMarket } from "../support/market";
import { signInAtScreen } from "../support/person-at-screen";
import { stageTrader, type StagedTrader } from "../support/staged-trader";
import { accepted, jsonOf } from "../support/withdrawal-calls";

const NETWORK = "ethereum-local";
const FOLLOWED_WALLET = 0;

async function follow({ client }: StagedTrader, wallet: string): Promise<void> {
  accepted(await client.call("PUT", `/api/follows/${wallet}`, { json: { label: "The whale", note: "" } }));
}

/** Writes a rule at the screen: any followed wallet buys, and 50 USDC are prepared. */
async function writeRule(page: Page): Promise<void> {
  await page.goto("/signals");
  await page.getByRole("link", { name: "New signal" }).click();
  await page.getByLabel("Tell me when").selectOption("wallet_buys");
  await expect(page.getByText("Tell me when any wallet I follow buys anything.")).toBeVisible();
  await page.getByLabel("Name of the rule").fill("Whales");
  await page.getByLabel("Prepare an order for (USDC)").fill("50");
  await page.getByRole("button", { name: "Test this rule" }).click();
  await expect(page.getByText(/It would have raised/)).toBeVisible({ timeout: 15_000 });
  await page.getByRole("button", { name: "Save signal" }).click();
  await expect(page).toHaveURL(/\/signals$/);
  await expect(page.getByText("Whales", { exact: true }).first()).toBeVisible();
}

test("a followed wallet's trade raises a signal here and by mail, and its prepared order is approved and settled", async ({
  page,
  journey,
}) => {
  test.setTimeout(180_000);
  const trader = await stageTrader(journey.harness, { deposits: [{ asset: "USDC", amount: "500" }], hasPasskey: false });
  await follow(trader, await marketWallet(FOLLOWED_WALLET));
  await journey.addAuthenticator(page);
  await signInAtScreen(page, journey.harness, trader.person);
  await page.goto("/security");
  await page.getByRole("button", { name: "Add a passkey" }).first().click();
  await expect(page.getByText(/Passkey added/)).toBeVisible();
  await writeRule(page);

  await tradeOnMarket({ network: NETWORK, walletIndex: FOLLOWED_WALLET, pay: "USDC", receive: "LINK", amount: "900" });
  const signals = page.getByRole("list", { name: "Signals" });
  await expect(signals.getByText(/^The whale bought LINK for \d+/)).toBeVisible({ timeout: 30_000 });
  await expect(signals.getByRole("listitem")).toHaveCount(1);
  await journey.watch.look(page);
  const mail = await journey.harness.control.notice(trader.person.email, /^Holdfast signal: Whales$/);
  expect(mail.text).toContain("The whale bought LINK");
  expect(mail.text).toMatch(/\/orders\/new\?network=ethereum-local&pay=USDC&receive=LINK&amount=50&signal=[0-9a-f-]{36}/);

  await signals.getByRole("link", { name: "Buy LINK for 50 USDC" }).click();
  await expect(page).toHaveURL(/\/orders\/new\?/);
  await page.getByRole("button", { name: "Review order" }).click();
  await page.getByRole("button", { name: "Approve with passkey" }).click();
  await expect(page.getByText(/Settled/).first()).toBeVisible({ timeout: 60_000 });

  await page.goto("/signals");
  await expect(page.getByText("Unread", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Turn off Whales" }).click();
  await expect(page.getByRole("button", { name: "Turn on Whales" })).toBeVisible();
});

test("a webhook to an address that is not public is refused in our words, and nothing is stored", async ({ page, journey }) => {
  const trader = await stageTrader(journey.harness, { deposits: [], hasPasskey: false });
  await signInAtScreen(page, journey.harness, trader.person);
  await page.goto("/signals");
  const field = page.getByLabel("Address of the webhook");
  for (const [address, words] of [
    ["https://127.0.0.1/hook", /public addresses only/],
    ["https://[::ffff:10.0.0.1]/hook", /public addresses only/],
    ["https://localhost/hook", /public addresses only/],
    ["https://0x7f000001/hook", /public addresses only/],
    ["http://hooks.example.com/", /https addresses only/],
    ["https://hooks.example.com:8443/", /443/],
  ] as const) {
    await field.fill(address);
    await page.getByRole("button", { name: "Add webhook" }).click();
    await expect(page.getByText(words)).toBeVisible();
  }
  // The screen is not the guard.
  const answer = await trader.client.call("POST", "/api/signals/webhooks", { json: { url: "https://169.254.169.254/latest/meta-data/" } });
  expect(answer.status).toBe(422);
  expect(jsonOf(answer)).toMatchObject({
    code: "address_invalid",
    detail: expect.stringMatching(/public addresses only/),
  });
  expect(accepted<{ webhooks: unknown[] }>(await trader.client.call("GET", "/api/signals/webhooks")).webhooks).toEqual([]);
});
