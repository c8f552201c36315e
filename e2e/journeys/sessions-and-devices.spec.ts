// Sessions as their trader sees them: one on a borrowed machine, several at once, and one that ends while somebody types.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/journey";
import { enterCode, enterPassword, signInAtScreen, signOutAtScreen } from "../support/person-at-screen";
import type { Person } from "../support/trader";

const kept = (page: Page) => page.evaluate(() => JSON.stringify({ local: { ...localStorage }, session: { ...sessionStorage } }));

async function fillAddress(page: Page): Promise<void> {
  await page.getByLabel("Address", { exact: true }).fill("0x52908400098527886E0F7030069857D2E4169EE7");
  await page.getByLabel("Label").fill("Cold wallet");
}

async function signInFromHere(page: Page, person: Person, journey: { harness: Parameters<typeof signInAtScreen>[1] }): Promise<void> {
  await enterPassword(page, person);
  if (person.codes === null) throw new Error("no authenticator");
  await enterCode(page, journey.harness, person.codes);
}

test("a borrowed machine: chosen by keyboard, it looks, moves nothing, and remembers nothing", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  await page.goto("/sign-in");
  const box = page.getByRole("checkbox", { name: "Only look (borrowed or shared device)" });
  await box.focus();
  await page.keyboard.press("Space");
  await expect(box).toBeChecked();
  await page.reload();
  await expect(box).toBeChecked();
  await signInFromHere(page, person, journey);
  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
  await expect(page.getByText("This session may look but not act.")).toBeVisible();

  await page.getByRole("link", { name: "Addresses" }).first().click();
  await fillAddress(page);
  await page.getByRole("button", { name: "Add address" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "may look but not act" })).toBeVisible();

  await page.getByRole("link", { name: "Security" }).first().click();
  await expect(page.getByText("Only looks", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Sign out everywhere" })).toHaveCount(0);
  expect(await kept(page)).not.toContain(person.email);
  expect(await kept(page)).not.toContain("Cold wallet");
  await signOutAtScreen(page);
  await expect(page.getByRole("checkbox")).not.toBeChecked();
  await expect(page.getByLabel("Email")).toHaveValue("");
  expect(await kept(page)).toBe(JSON.stringify({ local: {}, session: {} }));

  await signInAtScreen(page, journey.harness, person);
  await expect(page.getByText("This session may look but not act.")).toHaveCount(0);
});

test("a session that ends while somebody types: they sign in again, stand on the same page, and find what they typed", async ({
  page,
  journey,
}) => {
  const { person, client } = await journey.harness.newTrader();
  await signInAtScreen(page, journey.harness, person);
  await page.goto("/addresses");
  await fillAddress(page);
  expect((await client.call("DELETE", "/api/sessions")).status).toBe(200);
  await page.getByRole("button", { name: "Add address" }).click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  expect(new URL(page.url()).search).toBe("?next=%2Faddresses");
  await signInFromHere(page, person, journey);
  await expect(page.getByRole("heading", { name: "Addresses", level: 1 })).toBeVisible();
  await expect(page.getByLabel("Label")).toHaveValue("Cold wallet");
  await expect(page.getByLabel("Address", { exact: true })).toHaveValue("0x52908400098527886E0F7030069857D2E4169EE7");
  expect(await kept(page)).toContain("Cold wallet");
  await signOutAtScreen(page);
  expect(await kept(page)).not.toContain("Cold wallet");
});

test("what one trader typed is never shown to the next one in the same tab", async ({ page, journey }) => {
  const { person, client } = await journey.harness.newTrader();
  const { person: next } = await journey.harness.newTrader();
  await signInAtScreen(page, journey.harness, person);
  await page.goto("/addresses");
  await fillAddress(page);
  expect((await client.call("DELETE", "/api/sessions")).status).toBe(200);
  await page.getByRole("button", { name: "Add address" }).click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await signInFromHere(page, next, journey);
  await expect(page.getByRole("heading", { name: "Addresses", level: 1 })).toBeVisible();
  await expect.poll(() => kept(page)).not.toContain("Cold wallet");
  await expect(page.getByLabel("Label")).toHaveValue("");
});

test("all others end in one press, and signing out everywhere ends this one too", async ({ page, journey }) => {
  const { person, client } = await journey.harness.newTrader();
  const third = await journey.harness.signInAgain(person);
  await signInAtScreen(page, journey.harness, person);
  await page.getByRole("link", { name: "Security" }).first().click();
  await page.getByRole("button", { name: "End all others" }).click();
  await expect(page.getByRole("button", { name: "End session" })).toHaveCount(0);
  for (const other of [client, third]) expect((await other.call("GET", "/api/portfolio")).status).toBe(401);

  const fourth = await journey.harness.signInAgain(person);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  expect((await fourth.call("GET", "/api/portfolio")).status).toBe(401);
  await page.goto("/portfolio");
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
});

test("signing out in one tab empties the other", async ({ page, journey }) => {
  await signInAtScreen(page, journey.harness, (await journey.harness.newTrader()).person);
  const other = await page.context().newPage();
  await other.goto("/security");
  await expect(other.getByText("This session", { exact: true })).toBeVisible();
  await signOutAtScreen(page);
  await expect(other.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await other.close();
});
