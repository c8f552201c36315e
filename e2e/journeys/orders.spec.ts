// People trade at the screens: by passkey, by password and code with the keyboard alone, and when the price runs away.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { OrderDto } from "@/lib/contracts/orders";
import type { PortfolioDto } from "@/lib/contracts/portfolio";
import { expect, test } from "../support/journey";
import { wasCarriedOut } from "../support/local-chain";
import { tradeOnMarket } from "../support/market";
import { signInAtScreen, tabTo } from "../support/person-at-screen";
import { stageTrader, type StagedTrader } from "../support/staged-trader";
import { unusedCode } from "../support/totp-codes";
import { accepted, NETWORK } from "../support/withdrawal-calls";

const DEPOSITS = [{ asset: "USDC", amount: "3000" }];
const SETTLED_MS = 30_000;

/** Fills the form, waits for the quote and asks for the review. */
async function reviewOrder(page: Page, amount: string, slippage?: string): Promise<void> {
  await page.goto("/orders/new");
  await page.getByLabel("You pay", { exact: true }).selectOption("USDC");
  await page.getByLabel("You receive", { exact: true }).selectOption("ETH");
  await page.getByLabel("Amount", { exact: true }).fill(amount);
  if (slippage !== undefined) await page.getByLabel("Slippage in per cent").fill(slippage);
  await expect(page.getByRole("region", { name: "Quote" }).getByText("At least")).toBeVisible();
  await page.getByRole("button", { name: "Review order" }).click();
  await expect(page.getByText("You approve exactly this.")).toBeVisible();
}

async function addPasskeyAtScreen(page: Page): Promise<void> {
  await page.goto("/security");
  await page.getByRole("button", { name: "Add a passkey" }).first().click();
  await expect(page.getByText(/Passkey added/)).toBeVisible();
}

const expectNoFaults = async (page: Page): Promise<void> => {
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
};

/** The order that is on screen, as its trader may read it. */
const orderOf = async ({ client }: StagedTrader, page: Page): Promise<OrderDto> =>
  accepted<OrderDto>(await client.call("GET", `/api/orders/${new URL(page.url()).pathname.split("/")[2] ?? ""}`));

/** Amount and held part of an asset, as exact texts; zeros where the trader has none. */
async function owned({ client }: StagedTrader, asset: string): Promise<readonly [string, string]> {
  const { positions } = accepted<PortfolioDto>(await client.call("GET", "/api/portfolio"));
  const found = positions.find((position) => position.asset === asset);
  return [found?.amount ?? "0", found?.held ?? "0"];
}

test("an order by passkey is approved, settles on the exchange, and changes both balances exactly", async ({ page, journey }) => {
  test.setTimeout(120_000);
  const trader = await stageTrader(journey.harness, { deposits: DEPOSITS, hasPasskey: false });
  await journey.addAuthenticator(page);
  await signInAtScreen(page, journey.harness, trader.person);
  await addPasskeyAtScreen(page);
  await reviewOrder(page, "120");
  await expectNoFaults(page);
  await journey.watch.look(page);
  await page.getByRole("button", { name: "Approve with passkey" }).click();
  await expect(page.getByText(/^Settled\./)).toBeVisible({ timeout: SETTLED_MS });
  await expectNoFaults(page);
  const order = await orderOf(trader, page);
  expect(order).toMatchObject({ state: "settled", proof: "passkey", payAmount: "120", failure: null });
  expect(BigInt(order.terms.quotedAmount) >= BigInt(order.terms.receiveAmountMin)).toBe(true);
  expect(await wasCarriedOut(order.txHash ?? "")).toBe(true);
  expect(await owned(trader, "USDC")).toEqual(["2880", "0"]);
  expect(await owned(trader, "ETH")).toEqual([order.receivedAmount, "0"]);
  await page.goto("/activity");
  await expect(page.getByText("Received in an order").first()).toBeVisible();
  await expect(page.getByText("Held", { exact: true }).first()).toBeVisible();
  await page.goto("/orders");
  await expect(page.getByText("Settled").first()).toBeVisible();
  await expectNoFaults(page);
  await journey.watch.look(page);
});

test("an order from a link, approved by password and code with the keyboard alone", async ({ page, journey }) => {
  test.setTimeout(120_000);
  const trader = await stageTrader(journey.harness, { deposits: DEPOSITS, hasPasskey: false });
  await signInAtScreen(page, journey.harness, trader.person);
  await page.goto(`/orders/new?network=${NETWORK}&pay=USDC&receive=ETH&amount=25&signal=event-7`);
  await expect(page.getByText("Filled in from one of your signals.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Quote" }).getByText("At least")).toBeVisible();
  await expectNoFaults(page);
  await tabTo(page, page.getByRole("button", { name: "Review order" }), "Enter");
  await expect(page.getByTestId("slip")).toContainText("event-7");
  await tabTo(page, page.getByRole("button", { name: "Approve with password and code" }), "Enter");
  await tabTo(page, page.getByLabel("Password"));
  await page.keyboard.type(trader.person.password);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Authentication code")).toBeFocused();
  if (trader.person.codes === null) throw new Error("The trader has no authenticator");
  await page.keyboard.type(await unusedCode(trader.person.codes, journey.harness.control));
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^Settled\./)).toBeVisible({ timeout: SETTLED_MS });
  const order = await orderOf(trader, page);
  expect(order).toMatchObject({ proof: "password_totp", terms: { signalId: "event-7", payAmount: "25000000" } });
  expect(await owned(trader, "USDC")).toEqual(["2975", "0"]);
  expect(await owned(trader, "ETH")).toEqual([order.receivedAmount, "0"]);
});

test("an order whose price runs away fails, says why, and its money is back", async ({ page, journey }) => {
  test.setTimeout(120_000);
  const trader = await stageTrader(journey.harness, { deposits: DEPOSITS, hasPasskey: false });
  await journey.addAuthenticator(page);
  await signInAtScreen(page, journey.harness, trader.person);
  await addPasskeyAtScreen(page);
  await reviewOrder(page, "500", "0.01");
  await tradeOnMarket({ network: NETWORK, walletIndex: 4, pay: "USDC", receive: "WETH", amount: "5000" });
  await page.getByRole("button", { name: "Approve with passkey" }).click();
  await expect(page.getByText(/^Failed\. The price moved/)).toBeVisible({ timeout: SETTLED_MS });
  await expect(page.getByText(/500 USDC that were held are available to you again/)).toBeVisible();
  await expectNoFaults(page);
  expect(await orderOf(trader, page)).toMatchObject({ state: "failed", receivedAmount: null });
  expect(await owned(trader, "USDC")).toEqual(["3000", "0"]);
  expect(await owned(trader, "ETH")).toEqual(["0", "0"]);
  await page.getByRole("link", { name: "Order again" }).click();
  await expect(page.getByLabel("Amount", { exact: true })).toHaveValue("500");
});

test("an order that nobody approved can be cancelled, and the form says what is too much before anybody is asked", async ({
  page,
  journey,
}) => {
  const trader = await stageTrader(journey.harness, { deposits: DEPOSITS, hasPasskey: false });
  await signInAtScreen(page, journey.harness, trader.person);
  await page.goto(`/orders/new?network=${NETWORK}&pay=USDC&receive=ETH&amount=3000.000001`);
  await expect(page.getByText(/At most 3.?000 USDC are available/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Review order" })).toBeDisabled();
  await page.getByRole("button", { name: "Max" }).click();
  await page.getByRole("button", { name: "Review order" }).click();
  await expect(page.getByText("You approve exactly this.")).toBeVisible();
  // Above the cap of password and code.
  await expect(page.getByRole("link", { name: /passkey/i }).first()).toBeVisible();
  await page.getByRole("button", { name: "Cancel order" }).click();
  await expect(page.getByText("Cancelled.")).toBeVisible();
  expect(await owned(trader, "USDC")).toEqual(["3000", "0"]);
});
