// Passkeys as their trader looks after them, and what the screens say when one does not answer.
import type { Page } from "@playwright/test";
import { expect, test, type Journey } from "../support/journey";
import { approveByPassword, signInAtScreen, signInByPasskeyAtScreen, signOutAtScreen } from "../support/person-at-screen";
import { passkeyOf, stageTrader } from "../support/staged-trader";
import type { Person } from "../support/trader";

// Sessions are listed by their device too, so only the passkeys' own card is looked at.
const row = (page: Page, name: string | RegExp) =>
  page
    .getByRole("region", { name: "Passkeys", exact: true })
    .getByRole("listitem")
    .filter({ has: page.getByText(name, { exact: true }) });

/** Somebody new who is signed in at the screen and has just added a passkey there. */
async function traderWithPasskey(
  page: Page,
  journey: Journey,
): Promise<{ person: Person; verifyHolder: (isVerified: boolean) => Promise<void> }> {
  const { person } = await journey.harness.newTrader();
  const verifyHolder = await journey.addFickleAuthenticator(page);
  await signInAtScreen(page, journey.harness, person);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText(/Passkey added/)).toBeVisible();
  return { person, verifyHolder };
}

test("a passkey is named after its device, renamed, told apart by its last use, and removed; a second one is suggested", async ({
  page,
  journey,
}) => {
  const { harness } = journey;
  const trader = await stageTrader(harness, { deposits: [], hasPasskey: true });
  await journey.addAuthenticator(page);
  await signInAtScreen(page, harness, trader.person);
  await page.goto("/security");
  await expect(page.getByText(/One passkey is one device that can get lost/)).toBeVisible();
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await approveByPassword(page, harness, trader.person);
  await expect(page.getByText(/Passkey added/)).toBeVisible();
  await expect(page.getByText(/One passkey is one device/)).toBeHidden();
  await expect(row(page, /^Chrome on \w+$/)).toContainText("not used yet");

  await page.getByRole("button", { name: /^Rename Chrome on \w+$/ }).click();
  await page.getByLabel("Name", { exact: true }).fill("Laptop at home");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByText("Passkey renamed.")).toBeVisible();
  await signOutAtScreen(page);
  await signInByPasskeyAtScreen(page);
  await page.goto("/security");
  await expect(row(page, "Laptop at home")).toContainText(/last used .* to sign in, Chrome on \w+/);

  await row(page, "Passkey").getByRole("button", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Remove passkey", exact: true }).click();
  await page.getByRole("button", { name: "Approve with passkey" }).click();
  await expect(page.getByText("Passkey removed.")).toBeVisible();
  await expect(row(page, "Laptop at home")).toContainText(/to approve, Chrome on \w+/);
  const listed = await trader.client.call("GET", "/api/passkeys");
  expect(listed.text).not.toContain(passkeyOf(trader).credentialId);
});

test("Passkey sign-in with a remembered email: one press plus the authenticator", async ({ page, journey }) => {
  await traderWithPasskey(page, journey);
  await signOutAtScreen(page);
  await page.goto("/sign-in");
  const before = journey.watch.requestBodies.length;
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
  const sent = journey.watch.requestBodies.slice(before).map(({ where }) => where);
  expect(sent.filter((where) => where === "InitiateAuth" || where === "RespondToAuthChallenge")).toEqual([
    "InitiateAuth",
    "RespondToAuthChallenge",
  ]);
});

test("the authenticator is removed where a passkey stays; then its password leads to the passkey, and the last passkey cannot be removed", async ({
  page,
  journey,
}) => {
  const { person } = await traderWithPasskey(page, journey);
  await page.goto("/security");
  await page.getByRole("button", { name: "Remove authenticator" }).click();
  await page.getByRole("button", { name: "Remove authenticator" }).click();
  await expect(page.getByText("Its codes stop working; only passkeys sign in and approve")).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve with password and code" })).toHaveCount(0);
  await page.getByRole("button", { name: "Approve with passkey" }).click();
  await expect(page.getByText(/Authenticator removed/)).toBeVisible();

  await page.getByRole("button", { name: /^Remove Chrome on \w+$/ }).click();
  await page.getByRole("button", { name: "Remove passkey", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "can't do without this passkey" })).toBeVisible();
  await page.getByRole("button", { name: "Keep it" }).click();

  await signOutAtScreen(page);
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "no authenticator to give a code" })).toBeVisible();
  await signInByPasskeyAtScreen(page);
});

test("a person whom the device could not verify is told so, and tries again", async ({ page, journey }) => {
  const { verifyHolder } = await traderWithPasskey(page, journey);
  await signOutAtScreen(page);
  await verifyHolder(false);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "fingerprint, face or PIN" })).toBeVisible();
  await verifyHolder(true);
  await signInByPasskeyAtScreen(page);
});

test("a browser that never saw a passkey of the account leads to another device, and to the password", async ({ page, journey }) => {
  const trader = await stageTrader(journey.harness, { deposits: [], hasPasskey: true });
  await journey.addAuthenticator(page);
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(trader.person.email);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "No passkey for this account answered here" })).toContainText("another device");
  await signInAtScreen(page, journey.harness, trader.person);
});

for (const { what, name, words } of [
  { what: "cancelled", name: "NotAllowedError", words: "Your passkey didn't answer" },
  { what: "of another address", name: "SecurityError", words: "belongs to a different web address" },
  { what: "on a device without a lock", name: "ConstraintError", words: "can't check that it is you" },
]) {
  test(`a passkey that is ${what} is told in a plain sentence, and the next press works`, async ({ page, journey }) => {
    await traderWithPasskey(page, journey);
    await signOutAtScreen(page);
    await page.evaluate((failure) => {
      const { get } = navigator.credentials;
      navigator.credentials.get = () => {
        navigator.credentials.get = get;
        return Promise.reject(new DOMException("as the browser says it", failure));
      };
    }, name);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible();
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
  });
}

test("before a first withdrawal a passkey is offered; Not now is respected on the portfolio too", async ({ page, journey }) => {
  const trader = await stageTrader(journey.harness, { deposits: [{ asset: "USDC", amount: "900" }], hasPasskey: false });
  await journey.addAuthenticator(page);
  await signInAtScreen(page, journey.harness, trader.person);
  await page.goto("/withdrawals/new");
  await expect(page.getByRole("heading", { name: "Approve withdrawals with a passkey" })).toBeVisible();
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(page.getByRole("heading", { name: "Approve withdrawals with a passkey" })).toBeHidden();
  await page.goto("/portfolio");
  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { name: /one press next time/ })).toHaveCount(0);
});
