// The ways back into an account as a person goes them at our screens.
import { expect, type Page } from "@playwright/test";
import type { Harness } from "./harness";
import { TotpCodes, unusedCode } from "./totp-codes";
import type { Person } from "./trader";

const MAIL = /^Your code to come back/;

/** Shows the password on the page of a way back that is open. */
export async function showPassword(page: Page, person: Pick<Person, "email" | "password">): Promise<void> {
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Reads the codes of the sheet that is open and puts it away. */
export async function keepCodes(page: Page): Promise<readonly string[]> {
  await expect(page.getByTestId("recovery-code")).toHaveCount(10);
  const codes = await page.getByTestId("recovery-code").allTextContents();
  await page.getByRole("button", { name: "I have kept them" }).click();
  return codes.map((code) => code.trim());
}

/** Comes in with password and recovery code, from wherever the browser is, up to the screen for the new factor. */
export async function comeBackByCode(page: Page, person: Person, code: string): Promise<void> {
  await page.goto("/recover/codes");
  await showPassword(page, person);
  await page.getByLabel("Recovery code").fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Set up a new factor", level: 1 })).toBeVisible();
}

/** Sets up an authenticator on the screen for the new factor; the person's codes come from it from then on. */
export async function setUpAuthenticator(page: Page, harness: Harness, person: Person): Promise<void> {
  await page.getByRole("button", { name: "Set up an authenticator" }).click();
  const key = (await page.getByTestId("authenticator-key").textContent()) ?? "";
  person.codes = new TotpCodes(key.replaceAll(" ", ""));
  await page.getByLabel("Authentication code").fill(await unusedCode(person.codes, harness.control));
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByText("the lost one opens nothing any more")).toBeVisible();
}

/** Has a code mailed and types it; `button` is what the code is for. `seen` mails came before. */
export async function enterMailedCode(page: Page, harness: Harness, person: Person, button: string, seen: number): Promise<void> {
  await page.getByRole("button", { name: /Send (me a|another) code/ }).click();
  const { text } = await harness.control.awaitMail(person.email, MAIL, seen);
  await page.getByLabel("Code from the email").fill(/code is (\d{8})/.exec(text)?.[1] ?? "");
  await page.getByRole("button", { name: button, exact: true }).click();
}

/** Starts the long wait, from wherever the browser is. */
export async function startWait(page: Page, harness: Harness, person: Person, seen = 0): Promise<void> {
  await page.goto("/recover/wait");
  await showPassword(page, person);
  await enterMailedCode(page, harness, person, "Start the wait", seen);
  await expect(page.getByRole("heading", { name: "The wait runs" })).toBeVisible();
}
