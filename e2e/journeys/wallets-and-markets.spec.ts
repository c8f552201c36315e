// Wallets, markets and their charts in a real browser: what is chosen survives, what is long stays light, what is drawn is also written.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { seedWalletsAt } from "@/lib/testing/seed-wallets-at";
import { expect, test, type Journey } from "../support/journey";
import { demoPerson, signInAtScreen } from "../support/person-at-screen";

const MANY = 2_000;
const ROWS_IN_DOCUMENT_MAX = 40;

async function arrive(page: Page, { harness }: Journey, path: string): Promise<void> {
  const url = harness.facts.productEnvironment["DATABASE_URL"];
  if (url === undefined) throw new Error("The stack names no database");
  await seedWalletsAt(url, MANY, await harness.control.nowSeconds());
  await signInAtScreen(page, harness, await demoPerson(harness));
  await page.goto(path);
}

const grid = (page: Page) => page.getByRole("grid", { name: "Wallets" });

async function audit(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [390, 1440]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      // Colours on their way from one light to the other belong to neither.
      await page.waitForFunction(() => !document.getAnimations().some((running) => running instanceof CSSTransition));
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `nothing scrolls sideways at ${String(width)} px`).toBeLessThanOrEqual(0);
    }
  }
}

test("a wallet is followed from the list, named on its page, found by its name and let go", async ({ page, journey }) => {
  await arrive(page, journey, "/wallets?sort=volume");
  const row = grid(page).getByRole("row").nth(1);
  const address = (await row.getByRole("link").getAttribute("href"))?.replace("/wallets/", "") ?? "";
  await row.getByRole("button", { name: `Follow ${address}` }).click();
  await expect(row.getByRole("button", { name: `Follow ${address}` })).toHaveAttribute("aria-pressed", "true");

  await page.goto(`/wallets/${address}`);
  await expect(page.getByRole("heading", { name: "You follow this wallet" })).toBeVisible();
  await page.getByLabel("Label").fill("Harbour pilot");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();

  await page.goto("/wallets");
  await page.getByRole("textbox", { name: /Start of an address/ }).fill("harbour");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/q=harbour/);
  await expect(grid(page).getByRole("row")).toHaveCount(2);
  await expect(grid(page).getByText("Harbour pilot")).toBeVisible();

  await page.goto(`/wallets/${address}`);
  await expect(page.getByRole("heading", { name: "Harbour pilot", level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Unfollow" }).click();
  await expect(page.getByRole("heading", { name: "Follow this wallet" })).toBeVisible();
  await page.goto("/wallets?followed=yes&q=harbour");
  await expect(page.getByText("No wallet fits")).toBeVisible();
});

test("what is chosen stands in the address and survives a reload", async ({ page, journey }) => {
  await arrive(page, journey, "/wallets");
  await page.getByRole("group", { name: "Trades" }).getByRole("link", { name: "50+" }).click();
  await expect(page).toHaveURL(/trades=50/);
  await page.getByRole("group", { name: "Active within" }).getByRole("link", { name: "30 days" }).click();
  await expect(page).toHaveURL(/active=30/);
  await grid(page).getByRole("columnheader", { name: "Win rate" }).getByRole("link").click();
  await expect(page).toHaveURL(/sort=win_rate/);
  const before = await grid(page).getByRole("row").nth(1).innerText();
  await page.reload();
  await expect(page.getByRole("group", { name: "Trades" }).getByRole("link", { name: "50+" })).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("group", { name: "Active within" }).getByRole("link", { name: "30 days" })).toHaveAttribute(
    "aria-current",
    "true",
  );
  await expect(grid(page).getByRole("columnheader", { name: "Win rate" })).toHaveAttribute("aria-sort", "descending");
  expect(await grid(page).getByRole("row").nth(1).innerText()).toBe(before);
});

test("a long list keeps few rows in the document, loads as it is scrolled and is walked by keys", async ({ page, journey }) => {
  test.setTimeout(120_000);
  await arrive(page, journey, "/wallets?sort=trades");
  const table = grid(page);
  await expect(table).toHaveAttribute("aria-rowcount", "-1");
  const highest = async () => Number(await table.getByRole("row").last().getAttribute("aria-rowindex"));
  for (let round = 0; round < 12; round++) {
    const before = await highest();
    // Told again with each look: a page that is not listening yet misses the first.
    const scrolled = async () => {
      await table.evaluate((box) => {
        box.scrollTo(0, box.scrollHeight);
        box.dispatchEvent(new Event("scroll"));
      });
      return highest();
    };
    await expect.poll(scrolled).toBeGreaterThan(before);
    expect(await table.getByRole("row").count()).toBeLessThanOrEqual(ROWS_IN_DOCUMENT_MAX);
  }
  expect(await highest()).toBeGreaterThan(500);

  await table.focus();
  await page.keyboard.press("Home");
  const active = async () => Number(await table.locator("[aria-selected=true]").getAttribute("aria-rowindex"));
  await expect.poll(active).toBe(2);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect.poll(active).toBe(3);
  await page.keyboard.press("PageDown");
  await expect.poll(active).toBe(18);
  await page.keyboard.press("End");
  await expect.poll(active).toBeGreaterThan(500);
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/wallets\/0x[0-9a-f]{40}$/);
});

test("a pair's candles are drawn under the policy, read by keys, and written as a table", async ({ page, journey }) => {
  await arrive(page, journey, "/markets");
  await expect(page.getByText("Simulated market").first()).toBeVisible();
  await page.getByRole("table", { name: "Markets" }).getByRole("link").first().click();
  await page.getByRole("group", { name: "Range" }).getByRole("link", { name: "1y by 1d" }).click();
  await expect(page).toHaveURL(/range=1y/);
  const chart = page.getByRole("slider", { name: /^Price of / });
  await expect(chart).toHaveAttribute("data-chart", "drawn");
  await expect(chart.locator("canvas").first()).toBeVisible();
  expect(await chart.locator("style").count()).toBe(0);
  const newest = await chart.getAttribute("aria-valuetext");
  expect(newest).toMatch(/open .+, high .+, low .+, close .+, volume \$/);
  await chart.focus();
  await page.keyboard.press("Home");
  expect(await chart.getAttribute("aria-valuenow")).toBe("0");
  await page.keyboard.press("End");
  expect(await chart.getAttribute("aria-valuetext")).toBe(newest);

  await page.getByRole("button", { name: "Show as table" }).click();
  const table = page.getByRole("table", { name: /^Price of / });
  await expect(table.getByRole("columnheader").first()).toHaveText("Time (UTC)");
  expect(await table.getByRole("row").count()).toBe(Number(await chart.getAttribute("aria-valuemax")) + 2);
});

test("neither wallets nor markets have an accessibility violation, in light and dark, on phone and desktop", async ({ page, journey }) => {
  test.setTimeout(240_000);
  await arrive(page, journey, "/wallets");
  await audit(page);
  const wallet = (await grid(page).getByRole("row").nth(1).getByRole("link").getAttribute("href")) ?? "";
  await page.goto(wallet);
  await audit(page);
  await page.goto("/markets");
  await audit(page);
  await page.getByRole("table", { name: "Markets" }).getByRole("link").first().click();
  await expect(page.getByRole("slider", { name: /^Price of / })).toHaveAttribute("data-chart", "drawn");
  await audit(page);
});
