// A phone is lost and a paper with codes is not.
import { expect, test } from "../support/journey";
import { enterPassword, signInAtScreen, signOutAtScreen } from "../support/person-at-screen";
import { unusedCode } from "../support/totp-codes";
import { comeBackByCode, keepCodes, setUpAuthenticator, showPassword } from "../support/way-back";

test("a recovery code lets the trader in, a new authenticator replaces the lost one, and the next sign-in is as always", async ({
  page,
  journey,
}) => {
  const { harness } = journey;
  const { person, client: oldDevice } = await harness.newTrader();
  await signInAtScreen(page, harness, person);
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  const codes = await keepCodes(page);
  await expect(page.getByText("Recovery codes made.")).toBeVisible();
  await signOutAtScreen(page);

  const lost = person.codes;
  await enterPassword(page, person);
  await page.getByRole("link", { name: "I lost my authenticator" }).click();
  await showPassword(page, person);
  await page.getByLabel("Recovery code").fill((codes[0] ?? "").toLowerCase().replaceAll("-", " "));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Set up a new factor", level: 1 })).toBeVisible();
  expect((await oldDevice.call("GET", "/api/portfolio")).status, "every other session has ended").toBe(401);
  await setUpAuthenticator(page, harness, person);
  await page.getByRole("link", { name: "Go to your portfolio" }).click();
  await expect(page.getByText(/Withdrawals are on hold until/)).toBeVisible();
  await expect(page.getByText(/signed in with a recovery code/)).toBeVisible();
  await page.goto("/security");
  await expect(page.getByText("9 of 10 left.")).toBeVisible();
  await signOutAtScreen(page);

  await signInAtScreen(page, harness, person);
  await signOutAtScreen(page);
  await enterPassword(page, person);
  if (lost === null) throw new Error("The new trader has no authenticator");
  await page.getByLabel("Authentication code").fill(await unusedCode(lost, harness.control));
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByRole("alert").first(), "the lost authenticator opens nothing").toBeVisible();
});

test("a limited session changes nothing beyond its one new factor, and says until when", async ({ page, journey }) => {
  const { harness } = journey;
  const { person } = await harness.newTrader();
  await signInAtScreen(page, harness, person);
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  const codes = await keepCodes(page);
  await signOutAtScreen(page);
  await comeBackByCode(page, person, codes[1] ?? "");
  await setUpAuthenticator(page, harness, person);
  await page.goto("/security");
  await page.getByRole("button", { name: "Make a new set" }).click();
  await expect(page.getByRole("alert").filter({ hasText: /on hold until/ })).toBeVisible();
  const { status, text } = await page.evaluate(async () => {
    const answer = await fetch("/api/step-up", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ purpose: "passkey_add", subjectId: "self" }),
    });
    return { status: answer.status, text: await answer.text() };
  });
  expect({ status, isHold: text.includes("account_hold") }).toEqual({ status: 403, isHold: true });
});

test("ten wrong recovery codes close this way for the day, and signing in goes on", async ({ page, journey }) => {
  const { harness } = journey;
  const { person } = await harness.newTrader();
  await signInAtScreen(page, harness, person);
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  const codes = await keepCodes(page);
  await signOutAtScreen(page);
  await page.goto("/recover/codes");
  await showPassword(page, person);
  for (let guess = 0; guess < 10; guess += 1) {
    await page.getByLabel("Recovery code").fill(`ZZZZ-ZZZZ-ZZZZ-ZZZ${String(guess)}`);
    const answered = page.waitForResponse("**/api/auth/cognito");
    await page.getByRole("button", { name: "Continue" }).click();
    await answered;
    await expect(page.getByRole("alert").filter({ hasText: "That recovery code doesn't work." })).toBeVisible();
  }
  await page.getByLabel("Recovery code").fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Too many attempts." })).toBeVisible();
  await expect(page.getByRole("button", { name: "Continue" })).toBeDisabled();
  await signInAtScreen(page, harness, person);
});

test("a new set, approved by password and code, makes the older codes worthless", async ({ page, journey }) => {
  const { harness } = journey;
  const { person } = await harness.newTrader();
  await signInAtScreen(page, harness, person);
  await page.getByRole("button", { name: "Make recovery codes" }).click();
  const old = await keepCodes(page);
  await page.goto("/security");
  await page.getByRole("button", { name: "Make a new set" }).click();
  await page.getByRole("button", { name: "Approve with password and code" }).click();
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Continue" }).click();
  if (person.codes === null) throw new Error("The new trader has no authenticator");
  await page.getByLabel("Authentication code").fill(await unusedCode(person.codes, harness.control));
  await page.getByRole("button", { name: "Verify" }).click();
  const fresh = await keepCodes(page);
  await expect(page.getByText("10 of 10 left.")).toBeVisible();
  await signOutAtScreen(page);
  await page.goto("/recover/codes");
  await showPassword(page, person);
  await page.getByLabel("Recovery code").fill(old[0] ?? "");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "That recovery code doesn't work." })).toBeVisible();
  await comeBackByCode(page, person, fresh[0] ?? "");
});

test("an account without codes is led to the wait, and the menu to both", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  await page.goto("/recover");
  await page.getByRole("link", { name: "Use a recovery code" }).click();
  await showPassword(page, { ...person, password: "not my password at all" });
  await expect(page.getByRole("alert").filter({ hasText: /don.t match/ })).toBeVisible();
  await showPassword(page, person);
  await expect(page.getByRole("heading", { name: "This account has no recovery codes left" })).toBeVisible();
  await page.getByRole("link", { name: "Start the wait" }).click();
  await expect(page.getByRole("heading", { name: "I lost everything but my password" })).toBeVisible();
  await page.getByRole("link", { name: "Other ways back" }).click();
  await page.getByRole("link", { name: "Come back after a wait" }).click();
  await expect(page.getByRole("heading", { name: "I lost everything but my password" })).toBeVisible();
});
