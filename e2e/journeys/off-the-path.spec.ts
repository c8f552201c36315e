// Where a trader stands who is not on the straight path: an address that is not confirmed, a step that nobody here offers, nothing left to show.
import { randomUUID } from "node:crypto";
import { inviteAtPool } from "../support/at-the-pool";
import { expect, test } from "../support/journey";
import { enterPassword } from "../support/person-at-screen";

test("whoever left before confirming signs up again; a wrong code costs nothing, another one comes after a wait", async ({
  page,
  journey,
}) => {
  const { harness } = journey;
  const person = { email: `late-${randomUUID()}@holdfast.test`, password: `A quiet harbour ${randomUUID()}` };
  const signUp = async () => {
    await page.goto("/sign-up");
    await page.getByLabel("Email").fill(person.email);
    await page.getByLabel("Password").fill(person.password);
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByLabel("Code from the email")).toBeVisible();
  };
  await signUp();
  // An address is a way in only once it is confirmed, so signing in knows nobody yet.
  await page.goto("/sign-in");
  await enterPassword(page, person);
  await expect(page.getByRole("alert").filter({ hasText: "That email and password don't match." })).toBeVisible();

  await signUp();
  const first = await harness.control.mailedCode(person.email);
  const code = page.getByLabel("Code from the email");
  await code.fill(first === "000000" ? "111111" : "000000");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "That code doesn't match." })).toBeVisible();

  const again = page.getByRole("button", { name: "Send another code" });
  await again.click();
  await expect(page.getByText("Sent. Use the newest one.")).toBeVisible();
  await expect(again).toBeDisabled();
  await expect(page.getByText(/Possible in 0?0:[0-5]\d/)).toBeVisible();
  await code.fill(await harness.control.mailedCode(person.email));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByTestId("authenticator-key")).toBeVisible();
});

test("an account of which the pool asks what nobody here offers is told so, with a code for support, and can start again", async ({
  page,
  journey,
}) => {
  const person = { email: `invited-${randomUUID()}@holdfast.test`, password: `A quiet harbour ${randomUUID()}1!` };
  await inviteAtPool(journey.harness.facts, person.email, person.password);
  await page.goto("/sign-in");
  await enterPassword(page, person);
  const told = page.getByRole("alert").filter({ hasText: "This account asks for a sign-in step that Holdfast does not use." });
  await expect(told).toBeVisible();
  await expect(told).toContainText("step_not_offered");
  await expect(page.getByLabel("Email")).toBeVisible();
});

test("whoever has nothing left reads what the support desk can do, and the way back to sign-in", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "I cannot sign in" }).click();
  await expect(page.getByText("I have neither my password, nor my mailbox, nor a passkey")).toBeVisible();
  await expect(page.getByText(/Write to the support desk/)).toBeVisible();
  await page.getByRole("link", { name: "Back to sign in" }).click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
});
