// Acceptance 1: somebody new gets in with what a real person has: a mailbox, an authenticator app and a passkey.
import { randomUUID } from "node:crypto";
import { expect, test } from "../support/journey";
import { enterCode, signOutAtScreen } from "../support/person-at-screen";
import { TotpCodes } from "../support/totp-codes";

test("a new trader signs up, enrols an authenticator and a passkey, and comes back with one press", async ({ page, journey }) => {
  const { harness, watch } = journey;
  await journey.addAuthenticator(page);
  const email = `new-${randomUUID()}@holdfast.test`;
  const password = `A quiet harbour ${randomUUID()}`;

  await page.goto("/sign-up");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Code from the email").fill(await harness.control.mailedCode(email));
  await page.getByRole("button", { name: "Continue" }).click();

  const key = await page.getByTestId("authenticator-key").innerText();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  await watch.look(page);
  await enterCode(page, harness, new TotpCodes(key.replaceAll(/\s/g, "")));

  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
  await expect(page.getByText("Nothing here yet")).toBeVisible();
  await watch.look(page);

  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText(/Passkey added/)).toBeVisible();
  await signOutAtScreen(page);

  await expect(page.getByLabel("Email")).toHaveValue(email);
  const before = watch.requestBodies.length;
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
  const passkeySignIn = watch.requestBodies.slice(before);
  expect(passkeySignIn.filter(({ where }) => where === "InitiateAuth")).toHaveLength(1);
  const signInBodies = watch.requestBodies.filter(({ where }) => where !== "SignUp");
  expect(
    signInBodies.filter(({ text }) => text.includes(password)),
    "the password travels at sign-up only",
  ).toEqual([]);
});
