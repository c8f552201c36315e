// Acceptance 2, the person's half: the seeded trader sees figures, and the API tells the same ones.
import { expect, test } from "../support/journey";
import { demoPerson, signInAtScreen, signOutAtScreen } from "../support/person-at-screen";

interface Portfolio {
  readonly total: string | null;
  readonly positions: readonly { readonly asset: string; readonly amount: string; readonly value: string | null }[];
}

test("the demo trader signs in with password and code and sees the seeded portfolio", async ({ page, journey }) => {
  const { harness, watch } = journey;
  const person = await demoPerson(harness);
  await signInAtScreen(page, harness, person);
  await watch.look(page);

  const portfolio = await page.evaluate(async () => (await (await fetch("/api/portfolio")).json()) as Portfolio);
  expect(portfolio.positions.map(({ asset }) => asset).sort()).toEqual(["ETH", "LINK", "USDC", "WBTC"]);
  expect(portfolio.total).not.toBeNull();
  const table = page.getByRole("table").first();
  for (const { asset, amount } of portfolio.positions) {
    await expect(table.getByRole("row", { name: new RegExp(`\\b${asset}\\b`) }), `${asset} is shown with its exact amount`).toContainText(
      groupedDigits(amount),
    );
  }
  const signInBodies = watch.requestBodies.filter(({ text }) => text.includes(person.password));
  expect(signInBodies, "no request of a sign-in carries the password").toEqual([]);

  await page.getByRole("link", { name: "Activity" }).first().click();
  await expect(page.getByRole("heading", { name: "Activity", level: 1 })).toBeVisible();
  const { entries } = await page.evaluate(
    async () => (await (await fetch("/api/activity")).json()) as { entries: readonly { kind: string }[] },
  );
  expect(entries.length).toBeGreaterThanOrEqual(5);
  await expect(page.getByRole("row")).toHaveCount(entries.length + 1);
  await watch.look(page);
  await signOutAtScreen(page);
});

test("after sign-out neither Back nor another tab shows a figure", async ({ page, context, journey }) => {
  await signInAtScreen(page, journey.harness, (await journey.harness.newTrader()).person);
  const other = await context.newPage();
  await other.goto("/activity");
  await expect(other.getByRole("heading", { name: "Activity", level: 1 })).toBeVisible();
  await page.bringToFront();
  await page.getByRole("link", { name: "Activity" }).first().click();
  await expect(page.getByRole("heading", { name: "Activity", level: 1 })).toBeVisible();
  await signOutAtScreen(page);
  await page.goBack();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await other.reload();
  await expect(other.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  const status = await page.evaluate(async () => (await fetch("/api/portfolio")).status);
  expect(status).toBe(401);
});

/** "12500.5" as the screen of an English reader groups it, in the digits that matter. */
function groupedDigits(amount: string): string {
  const [whole = "", fraction] = amount.split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
