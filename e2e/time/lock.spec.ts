// Locked out, then back with nobody's help: the lock ends by itself, and the right password is taken then.
import { expect, test } from "../support/journey";
import { answerByMail, enterCode, enterPassword } from "../support/person-at-screen";

const STRANGERS_LOCK_SECONDS = 960;

test("a trader who is locked out on a new device is back when the time has passed, with no operator", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  await page.goto("/sign-in");
  const alert = page.getByRole("alert");
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await enterPassword(page, { email: person.email, password: `wrong password ${String(attempt)}` });
    await expect(alert.filter({ hasText: attempt < 4 ? /don.t match/ : /Too many attempts/ })).toBeVisible();
  }
  // Another page knows nothing of the countdown; it asks once, and is told how much is left.
  await journey.harness.control.advanceClock(STRANGERS_LOCK_SECONDS - 60);
  await page.goto("/sign-in");
  await enterPassword(page, person);
  await expect(alert.filter({ hasText: /Too many attempts/ })).toBeVisible();
  await expect(page.getByText(/^0:[1-5]\d$/)).toBeVisible();
  await journey.harness.control.advanceClock(60);
  if (person.codes === null) throw new Error("The new trader has no authenticator");
  await page.goto("/sign-in");
  await enterPassword(page, person);
  // So many wrong passwords before, in a browser that is new: the mailbox is asked for.
  await answerByMail(page, journey.harness, person);
  await enterCode(page, journey.harness, person.codes);
  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
});
