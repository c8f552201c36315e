// Mail that comes too late: the screen says so and has the way on. It moves the clock by the life of a code.
import { randomUUID } from "node:crypto";
import { expect, test } from "../support/journey";
import { signInAtScreen } from "../support/person-at-screen";

test("a reset code that came past its life says so, and another one, asked for after its wait, works", async ({ page, journey }) => {
  test.setTimeout(120_000);
  const { harness } = journey;
  const { person } = await harness.newTrader();
  await page.goto("/recover/password");
  await page.getByLabel("Email").fill(person.email);
  await page.getByRole("button", { name: "Send the code" }).click();
  await expect(page.getByLabel("Code from the email")).toBeVisible();
  const late = await harness.control.mailedCode(person.email);
  await harness.control.advanceClock(3_600);
  const password = `Replaced-${randomUUID()}`;
  await page.getByLabel("Code from the email").fill(late);
  await page.getByLabel("New password").fill(password);
  await page.getByRole("button", { name: "Replace password" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "That code is no longer valid." })).toBeVisible();

  const another = page.getByRole("button", { name: "Send another code" });
  await expect(another).toBeEnabled({ timeout: 45_000 });
  await another.click();
  await expect(page.getByText("Sent. Use the newest one.")).toBeVisible();
  await expect(another).toBeDisabled();
  await page.getByLabel("Code from the email").fill(await harness.control.mailedCode(person.email));
  await page.getByRole("button", { name: "Replace password" }).click();
  await expect(page.getByRole("heading", { name: "Your password is replaced" })).toBeVisible();
  await signInAtScreen(page, harness, { ...person, password });
});
