// What a person does at our screens, in the words the screens use. Journeys read as a story because the presses live here.
import { expect, type Locator, type Page } from "@playwright/test";
import type { Harness } from "./harness";
import { type TotpCodes, unusedCode } from "./totp-codes";
import type { Person } from "./trader";

/** The seeded, funded trader as a person with an authenticator. */
export const demoPerson = (harness: Harness): Promise<Person> => harness.demoPerson();

/** Types email and password on the sign-in page that is open and presses the button. */
export async function enterPassword(page: Page, person: Pick<Person, "email" | "password">): Promise<void> {
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Types the code that the authenticator shows now and presses Verify. */
export async function enterCode(page: Page, harness: Harness, codes: TotpCodes): Promise<void> {
  await page.getByLabel("Authentication code").fill(await unusedCode(codes, harness.control));
  await page.getByRole("button", { name: "Verify" }).click();
}

/** Answers the extra step of an unusual sign-in with the code of its mail. */
export async function answerByMail(page: Page, harness: Harness, person: Pick<Person, "email">): Promise<void> {
  await expect(page.getByRole("heading", { name: "One step more", level: 1 })).toBeVisible();
  const { text } = await harness.control.notice(person.email, /^Your code to finish signing in/);
  await page.getByLabel("Code from the email").fill(/code is (\d{8})\./.exec(text)?.[1] ?? "");
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Signs in with password and code from wherever the browser is, and waits for the portfolio. */
export async function signInAtScreen(page: Page, harness: Harness, person: Person): Promise<void> {
  if (person.codes === null) throw new Error(`${person.email} has no authenticator`);
  await page.goto("/sign-in");
  await enterPassword(page, person);
  await enterCode(page, harness, person.codes);
  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
}

/** Signs out through the shell and waits for the sign-in page. */
export async function signOutAtScreen(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
}

const TABS_MAX = 60;

/** Goes to an element by the Tab key, as somebody without a mouse does, and presses `key` there when one is given. */
export async function tabTo(page: Page, target: Locator, key?: string): Promise<void> {
  await expect(target).toBeEnabled();
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      if (key !== undefined) await page.keyboard.press(key);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`${String(TABS_MAX)} presses of Tab did not reach ${String(target)}`);
}

/** Approves what is on screen by password and code. */
export async function approveByPassword(page: Page, harness: Harness, person: Person): Promise<void> {
  if (person.codes === null) throw new Error(`${person.email} has no authenticator`);
  await page.getByRole("button", { name: "Approve with password and code" }).click();
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Continue" }).click();
  await enterCode(page, harness, person.codes);
}

/** Presses the one button that a remembered trader needs, and waits for the portfolio. */
export async function signInByPasskeyAtScreen(page: Page): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
}
