// What an operator does at the desk's screens, in the words the screens use. The seeded operators are shared by all suites of a run, so whoever enrols a
// passkey that does not count yet turns it down again.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { OPERATOR_PASSKEY_COOL_OFF_SECONDS } from "@/lib/policy/operator-policy";
import type { Harness } from "./harness";
import { OPERATOR_TOTP_MEMORY } from "./harness-facts";
import { enterCode, enterPassword } from "./person-at-screen";
import { TotpCodes } from "./totp-codes";
import type { Person } from "./trader";

/** The two operators that the local staff's pool is seeded with. */
export type SeededOperator = "operator@holdfast.test" | "operator2@holdfast.test";

/** A seeded operator, with the one authenticator that all suites share. */
export async function operatorPerson(harness: Harness, email: SeededOperator = "operator@holdfast.test"): Promise<Person> {
  const seeded = (await harness.control.demo()).traders.find((person) => person.email === email);
  if (seeded?.totpSecret === undefined) throw new Error(`The pool has no operator ${email} with an authenticator`);
  mkdirSync(OPERATOR_TOTP_MEMORY, { recursive: true });
  return { email, password: seeded.password, codes: new TotpCodes(seeded.totpSecret, join(OPERATOR_TOTP_MEMORY, email)) };
}

const deskIsOpen = (page: Page): Promise<void> => expect(page.getByRole("heading", { name: "Desk", level: 1 })).toBeVisible();

/** Signs an operator in with password and code from wherever the browser is, and waits for the desk. */
export async function operatorSignIn(page: Page, harness: Harness, operator: Person): Promise<void> {
  if (operator.codes === null) throw new Error(`${operator.email} has no authenticator`);
  await page.goto("/ops/sign-in");
  await enterPassword(page, operator);
  await enterCode(page, harness, operator.codes);
  await deskIsOpen(page);
}

/** Signs in by the passkey of this browser's authenticator, and waits for the desk. */
export async function operatorSignInByPasskey(page: Page, operator: Pick<Person, "email">): Promise<void> {
  await page.goto("/ops/sign-in");
  await page.getByLabel("Email").fill(operator.email);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await deskIsOpen(page);
}

/** Signs out of the desk and waits for its sign-in page. */
export async function operatorSignOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to the desk" })).toBeVisible();
}

/** Enrols a passkey right after a sign-in; the page has an authenticator. The passkey signs in at once and approves after the cool-off. */
export async function enrolOperatorPasskey(page: Page): Promise<void> {
  await page.goto("/ops/security");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText(/Passkey added/)).toBeVisible();
}

/** Turns down the operator's own passkey that does not count yet. */
export async function turnDownOwnPasskey(page: Page): Promise<void> {
  await page.goto("/ops/security");
  const own = page.getByRole("region", { name: "Your passkeys" }).getByRole("listitem");
  await own.filter({ hasText: "Signs in only" }).getByRole("button", { name: "Turn down" }).click();
  await expect(page.getByText(/Passkey turned down/)).toBeVisible();
}

/** The cool-off passes: only for suites that may move the clock. Sessions are over afterwards; the passkey signs in and approves. */
export async function passCoolOff(harness: Harness): Promise<void> {
  await harness.control.advanceClock(OPERATOR_PASSKEY_COOL_OFF_SECONDS);
}

/** Approves what is on screen by the passkey of this browser's authenticator. */
export async function approveAtDesk(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Approve with passkey" }).click();
}
