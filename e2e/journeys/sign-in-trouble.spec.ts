// When sign-in does not go as hoped: each case has its own sentence, and during a lock the page sends nothing.
import { expect, test } from "../support/journey";
import { enterCode, enterPassword, signInAtScreen } from "../support/person-at-screen";

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

test("a locked account counts down and sends nothing until the lock ends", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  await page.goto("/sign-in");
  const notice = page
    .getByRole("alert")
    .or(page.getByRole("timer"))
    .filter({ hasText: /Too many attempts/ });
  for (let attempt = 0; attempt < 9 && !(await notice.isVisible()); attempt += 1) {
    await enterPassword(page, { email: person.email, password: `wrong password ${String(attempt)}` });
    await expect(page.getByText(/don.t match|Too many attempts/).first()).toBeVisible();
    await expect(page.getByText("Signing in…")).toBeHidden();
  }
  await expect(page.getByText(/Too many attempts/).first()).toBeVisible();
  const sentBefore = journey.watch.requestBodies.length;
  await page.getByLabel("Password").press("Enter");
  await page.getByLabel("Password").press("Enter");
  await page.waitForTimeout(300);
  const sent = journey.watch.requestBodies.slice(sentBefore).filter(({ text }) => text.includes(PROXY));
  expect(sent, "nothing is sent while the countdown runs").toEqual([]);
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeEnabled({ timeout: 45_000 });
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
