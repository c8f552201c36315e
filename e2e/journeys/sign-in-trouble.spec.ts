// When sign-in does not go as hoped: each case has its own sentence, and during a lock the page sends nothing.
import { expect, test } from "../support/journey";
import type { Page } from "@playwright/test";
import { disableAtPool } from "../support/at-the-pool";
import { enterCode, enterPassword, signInAtScreen, signOutAtScreen } from "../support/person-at-screen";

const PROXY = "/api/auth/cognito";

test("a wrong password is told plainly, and the right one still works", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  await page.goto("/sign-in");
  await enterPassword(page, { email: person.email, password: "not my password at all" });
  await expect(page.getByRole("alert").filter({ hasText: /don.t match/ })).toBeVisible();
  await signInAtScreen(page, journey.harness, person);
});

test("an address nobody has gets the same sentence as a wrong password", async ({ page }) => {
  await page.goto("/sign-in");
  await enterPassword(page, { email: "nobody-here@holdfast.test", password: "not my password at all" });
  await expect(page.getByRole("alert").filter({ hasText: /don.t match/ })).toBeVisible();
});

/** Four wrong guesses, which is all that a browser that nobody knows has; the fifth press is the first that is stopped. */
async function lockOut(page: Page, email: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await enterPassword(page, { email, password: `wrong password ${String(attempt)}` });
    await expect(page.getByRole("alert").filter({ hasText: attempt < 4 ? /don.t match/ : /Too many attempts/ })).toBeVisible();
    await expect(page.getByText("Signing in…")).toBeHidden();
  }
}

test("a locked account counts down and sends nothing, whether it exists or not", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  for (const email of [person.email, `nobody-${person.email}`]) {
    await page.goto("/sign-in");
    await lockOut(page, email);
    await expect(page.getByText(/^1[0-6]:\d\d$/)).toBeVisible();
    await expect(page.getByRole("alert").filter({ hasText: /Support code locked_out · [\da-f]{8}/ })).toBeVisible();
    const sentBefore = journey.watch.requestBodies.length;
    await page.getByLabel("Password").press("Enter");
    await page.getByLabel("Password").press("Enter");
    await page.waitForTimeout(300);
    const sent = journey.watch.requestBodies.slice(sentBefore).filter(({ text }) => text.includes(PROXY));
    expect(sent, "nothing is sent while the countdown runs").toEqual([]);
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeDisabled();
    await expect(page.getByRole("button", { name: "Sign in with a passkey" })).toBeEnabled();
  }
});

test("strangers who lock an account out do not lock out its owner on a browser that is known", async ({ page, journey, browser }) => {
  const { person } = await journey.harness.newTrader();
  await signInAtScreen(page, journey.harness, person);
  await signOutAtScreen(page);
  const elsewhere = await browser.newContext({ baseURL: journey.harness.facts.origin });
  const stranger = await elsewhere.newPage();
  await stranger.goto("/sign-in");
  await lockOut(stranger, person.email);
  await elsewhere.close();
  await signInAtScreen(page, journey.harness, person);
});

test("a disabled account is told so after the right password, and to nobody who guesses", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  await disableAtPool(journey.harness.facts, person.email);
  await page.goto("/sign-in");
  await enterPassword(page, { email: person.email, password: "not my password at all" });
  await expect(page.getByRole("alert").filter({ hasText: /don.t match/ })).toBeVisible();
  await enterPassword(page, person);
  await expect(page.getByRole("alert").filter({ hasText: "This account is switched off." })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: /Support code account_disabled · [\da-f]{8}/ })).toBeVisible();
});

test("throttling is told as such, the page keeps still until the time has run out, and then it works", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  await page.goto("/sign-in");
  const button = page.getByRole("button", { name: "Sign in", exact: true });
  await journey.harness.duringOutage([{ operation: "InitiateAuth", kind: "throttle" }], async () => {
    await enterPassword(page, person);
    await expect(page.getByRole("alert").filter({ hasText: "Too many requests from here." })).toBeVisible();
    const sentBefore = journey.watch.requestBodies.length;
    await page.getByLabel("Password").press("Enter");
    const sent = journey.watch.requestBodies.slice(sentBefore).filter(({ text }) => text.includes(PROXY));
    expect(sent, "nothing is sent while the page backs off").toEqual([]);
  });
  await expect(button).toBeEnabled();
  await enterPassword(page, person);
  await expect(page.getByLabel("Authentication code")).toBeVisible();
});

test("a wrong code is told plainly and a fresh one is accepted", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  if (person.codes === null) throw new Error("The new trader has no authenticator");
  await page.goto("/sign-in");
  await enterPassword(page, person);
  await page.getByLabel("Authentication code").fill("000000");
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  const isAskedAgain = await page.getByLabel("Authentication code").isVisible();
  if (!isAskedAgain) await enterPassword(page, person);
  await enterCode(page, journey.harness, person.codes);
  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
});

test("a passkey that this device does not have leads back to the password", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  await journey.addAuthenticator(page);
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(person.email);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await signInAtScreen(page, journey.harness, person);
});

test("while the pool is away the page says so, and works again by itself", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  await page.goto("/sign-in");
  await journey.harness.duringOutage([{ operation: "*", kind: "error" }], async () => {
    await enterPassword(page, person);
    await expect(page.getByRole("alert").first()).toContainText(/not answering|unavailable|try again/i, { timeout: 30_000 });
  });
  await signInAtScreen(page, journey.harness, person);
});
