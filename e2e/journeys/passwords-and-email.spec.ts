// The password and the address of an account, at the screens: forgotten, taken with the mailbox, and changed.
import AxeBuilder from "@axe-core/playwright";
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test, type Journey } from "../support/journey";
import { enterCode, enterPassword, signInAtScreen } from "../support/person-at-screen";
import { stageTrader } from "../support/staged-trader";
import type { Person } from "../support/trader";

const newPassword = (): string => `Replaced-${randomUUID()}`;
const wrong = (code: string): string => (code === "000000" ? "111111" : "000000");

/** From the sign-in page to the form that takes the code, as somebody does who cannot sign in. */
async function askForCode(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "I cannot sign in" }).click();
  await page.getByRole("link", { name: "Replace my password" }).click();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send the code" }).click();
  await expect(page.getByRole("heading", { name: "Choose a new password" })).toBeVisible();
}

async function giveCode(page: Page, code: string, password: string): Promise<void> {
  await page.getByLabel("Code from the email").fill(code);
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Replace password" }).click();
}

async function approve(page: Page, { harness }: Journey, person: Person): Promise<void> {
  await expect(page.getByText("You approve exactly this.")).toBeVisible();
  await page.getByRole("button", { name: "Approve with password and code" }).click();
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.keyboard.press("Enter");
  if (person.codes === null) throw new Error("The trader has no authenticator");
  await enterCode(page, harness, person.codes);
}

test("a forgotten password is replaced by a mailed code, and the authenticator is still asked for", async ({ page, journey }) => {
  const { harness } = journey;
  const { person } = await harness.newTrader();
  await askForCode(page, person.email);
  await expect(page.getByLabel("Code from the email")).toBeFocused();
  await expect(page.getByLabel("Code from the email")).toHaveAttribute("autocomplete", "one-time-code");
  await expect(page.getByLabel("New password")).toHaveAttribute("autocomplete", "new-password");
  await expect(page.getByRole("button", { name: "Send another code" })).toBeDisabled();
  await expect(page.getByText(/Possible in 0:\d\d/)).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  }
  const code = await harness.control.mailedCode(person.email);
  await giveCode(page, wrong(code), "another long password");
  await expect(page.getByRole("alert").filter({ hasText: /code doesn.t match/ })).toBeVisible();
  const password = newPassword();
  await giveCode(page, code, password);
  await expect(page.getByRole("heading", { name: "Your password is replaced" })).toBeVisible();
  await page.getByRole("link", { name: "Go to sign in" }).click();
  await enterPassword(page, person);
  await expect(page.getByRole("alert").filter({ hasText: /don.t match/ })).toBeVisible();
  await signInAtScreen(page, harness, { ...person, password });
  await expect(page.getByText(/on hold until/).first()).toBeVisible();
});

test("whoever has the mailbox alone replaces the password and gets nowhere: the code is missing, the money stays, the owner comes back", async ({
  page,
  browser,
  journey,
}) => {
  test.setTimeout(120_000);
  const { harness } = journey;
  const trader = await stageTrader(harness, { deposits: [{ asset: "USDC", amount: "300" }], hasPasskey: false });
  await signInAtScreen(page, harness, trader.person);
  const theirs = await browser.newContext({ baseURL: harness.facts.origin });
  const thief = await theirs.newPage();
  await askForCode(thief, trader.person.email);
  const password = newPassword();
  await giveCode(thief, await harness.control.mailedCode(trader.person.email), password);
  await thief.getByRole("link", { name: "Go to sign in" }).click();
  await enterPassword(thief, { email: trader.person.email, password });
  await thief.getByLabel("Authentication code").fill("000000");
  await thief.getByRole("button", { name: "Verify" }).click();
  await expect(thief.getByRole("alert").first()).toBeVisible();
  await theirs.close();

  await page.goto("/portfolio");
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await signInAtScreen(page, harness, { ...trader.person, password });
  await expect(page.getByText("300").first()).toBeVisible();
  await page.goto("/withdrawals/new");
  await expect(page.getByText(/Withdrawals are on hold until/).first()).toBeVisible();
});

test("a guessed reset code locks with a countdown, sends nothing while it runs, and the right one works after it", async ({
  page,
  journey,
}) => {
  const { harness } = journey;
  const { person } = await harness.newTrader();
  await askForCode(page, person.email);
  const code = await harness.control.mailedCode(person.email);
  const password = newPassword();
  const locked = page.getByRole("alert").filter({ hasText: "Too many attempts." });
  for (let tries = 0; tries < 8 && !(await locked.isVisible()); tries += 1) {
    await giveCode(page, wrong(code), password);
    await expect(page.getByText(/doesn.t match|Too many attempts/).first()).toBeVisible();
    await expect(page.getByText("Replacing the password…")).toBeHidden();
  }
  await expect(locked).toBeVisible();
  await expect(page.getByRole("button", { name: "Replace password" })).toBeEnabled({ timeout: 45_000 });
  await giveCode(page, code, password);
  await expect(page.getByRole("heading", { name: "Your password is replaced" })).toBeVisible();
});

test("a password is changed with the present one and an approval, and a mistyped present one costs only itself", async ({
  page,
  journey,
}) => {
  test.setTimeout(120_000);
  const { harness } = journey;
  const { person } = await harness.newTrader();
  await signInAtScreen(page, harness, person);
  await page.goto("/security");
  await page.getByRole("button", { name: "Change password" }).click();
  const password = newPassword();
  await page.getByLabel("Present password").fill("not my password");
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Change password" }).click();
  await approve(page, journey, person);
  await expect(page.getByRole("alert").filter({ hasText: "That is not your present password." })).toBeVisible();
  await page.getByRole("button", { name: "Not now" }).click();
  await page.getByLabel("Present password").fill(person.password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Password changed. Every other session has ended.")).toBeVisible();
  await page.context().clearCookies();
  await signInAtScreen(page, harness, { ...person, password });
});

test("an email is changed on an approval of the new address, which then signs in to the same account", async ({ page, journey }) => {
  test.setTimeout(120_000);
  const { harness } = journey;
  const trader = await stageTrader(harness, { deposits: [{ asset: "USDC", amount: "300" }], hasPasskey: false });
  const { person } = trader;
  const moved = `moved-${randomUUID()}@holdfast.test`;
  await signInAtScreen(page, harness, person);
  await page.goto("/security");
  const profile = page.getByRole("region", { name: "Profile" });
  await expect(profile.getByText(person.email)).toBeVisible();
  await expect(profile.getByText(/by a code that was mailed there/)).toBeVisible();
  await page.getByRole("button", { name: "Change email" }).click();
  await page.getByLabel("New email").fill(moved.toUpperCase());
  await page.getByRole("button", { name: "Send the code" }).click();
  await expect(page.getByTestId("slip")).toContainText(moved);
  await approve(page, journey, person);
  await page.getByLabel("Code from the email").fill(await harness.control.mailedCode(moved));
  await page.getByRole("button", { name: "Confirm the new email" }).click();
  await expect(page.getByText(`You sign in as ${moved} from now on.`)).toBeVisible();
  await expect(profile.getByText(moved)).toBeVisible();
  await page.context().clearCookies();
  await signInAtScreen(page, harness, { ...person, email: moved });
  await expect(page.getByText("300").first()).toBeVisible();
  await page.goto("/addresses");
  await expect(page.getByText("Cold storage").first()).toBeVisible();
});

test("an account with money is not deleted, and an empty one is gone for good", async ({ page, journey }) => {
  test.setTimeout(120_000);
  const { harness } = journey;
  const rich = await stageTrader(harness, { deposits: [{ asset: "USDC", amount: "300" }], hasPasskey: false });
  await signInAtScreen(page, harness, rich.person);
  await page.goto("/security");
  await page.getByRole("button", { name: "Delete account" }).click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This account still has money" })).toBeVisible();
  await page.context().clearCookies();
  // Somebody whose first factor is older than its hold.
  const { person } = await stageTrader(harness, { deposits: [], hasPasskey: false });
  await signInAtScreen(page, harness, person);
  await page.goto("/security");
  await page.getByRole("button", { name: "Delete account" }).click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await approve(page, journey, person);
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await enterPassword(page, person);
  await expect(page.getByRole("alert").filter({ hasText: /don.t match/ })).toBeVisible();
});
