// A sign-in that does not look like its owner's: the trader reads why, answers from the mailbox, and is in. A browser that is known sees nothing of it.
import { expect, test } from "../support/journey";
import { answerByMail, enterCode, enterPassword, signInAtScreen, signOutAtScreen } from "../support/person-at-screen";

const WRONG_PASSWORDS = 3;

test("a new browser after wrong passwords says why it asks, takes the mailed code, and is known from then on", async ({
  page,
  journey,
}) => {
  const { harness } = journey;
  const { person } = await harness.newTrader();
  if (person.codes === null) throw new Error("The new trader has no authenticator");
  await page.goto("/sign-in");
  const guess = async () => {
    for (let attempt = 0; attempt < WRONG_PASSWORDS; attempt += 1) {
      await enterPassword(page, { email: person.email, password: `wrong password ${String(attempt)}` });
      await expect(page.getByRole("alert").filter({ hasText: /don.t match/ })).toBeVisible();
      await expect(page.getByText("Signing in…")).toBeHidden();
    }
  };
  await guess();
  await enterPassword(page, person);
  await expect(page.getByRole("heading", { name: "One step more", level: 1 })).toBeVisible();
  await expect(page.getByText("This browser is new to your account, and there were wrong passwords or codes before.")).toBeVisible();
  await expect(page.getByText(/^We sent a code to .\*\*\*@h\*\*\*\./)).toBeVisible();

  await page.getByLabel("Code from the email").fill("00000000");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "That code doesn't match." })).toBeVisible();
  await answerByMail(page, harness, person);
  await enterCode(page, harness, person.codes);
  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();

  await page.goto("/security");
  await expect(page.getByText("An unusual sign-in was cleared").first()).toBeVisible();
  await expect(page.getByText(/had to answer a code from your mailbox .+ This browser is new to your account/).first()).toBeVisible();

  await signOutAtScreen(page);
  await guess();
  // A browser that is known has a short lock of its own.
  await harness.control.advanceClock(10);
  await signInAtScreen(page, harness, person);
});
