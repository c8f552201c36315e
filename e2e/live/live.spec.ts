// The ways through a pool that people walk every day, at the screens, against the pool that the settings name: sign-up with a mailed code, a first
// authenticator, a passkey, sign-in by each, and a withdrawal with its step-up.
import { randomUUID } from "node:crypto";
import { expect, test as base } from "@playwright/test";
import { enrolAtPool } from "../support/enrol-at-pool";
import { approveByPassword, enterCode, enterPassword, signInAtScreen, signOutAtScreen } from "../support/person-at-screen";
import { COOKIE } from "../support/cookie-names";
import { fundTrader } from "../support/staged-trader";
import { TotpCodes } from "../support/totp-codes";
import { type Person, signUp } from "../support/trader";
import { LiveHarness } from "./live-harness";

const harness = (): LiveHarness => new LiveHarness();
const test = base.extend({ baseURL: async ({}, use) => use(harness().facts.origin) });

test("somebody new signs up with the mailed code, enrols an authenticator and a passkey, and comes back by passkey and by password", async ({
  page,
}) => {
  const live = harness();
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
      automaticPresenceSimulation: true,
    },
  });
  const person: Person = { email: `live-${randomUUID()}@${live.mailDomain}`, password: `A quiet harbour ${randomUUID()}`, codes: null };
  await page.goto("/sign-up");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Code from the email").fill(await live.control.mailedCode(person.email));
  await page.getByRole("button", { name: "Continue" }).click();
  const codes = new TotpCodes((await page.getByTestId("authenticator-key").innerText()).replaceAll(/\s/g, ""));
  await enterCode(page, live, codes);
  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();

  await page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText(/Passkey added/)).toBeVisible();
  await signOutAtScreen(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
  await signOutAtScreen(page);
  await page.goto("/sign-in");
  await enterPassword(page, { ...person, password: "not the password at all" });
  await expect(page.getByRole("alert").first()).toBeVisible();
  await signInAtScreen(page, live, { ...person, codes });
});

test("somebody with an authenticator withdraws, approved by password and code, and it settles", async ({ page }) => {
  const live = harness();
  const person = await signUp(live.newClient(), live.facts, live.control, live.mailDomain);
  await enrolAtPool(live.facts, live.control, person);
  await signInAtScreen(page, live, person);
  const cookies = await page.context().cookies();
  const { destination } = await fundTrader(live, cookies.find(({ name }) => name === COOKIE.access)?.value ?? "");
  await page.goto("/withdrawals/new");
  await page.getByLabel("Asset").selectOption("USDC");
  await page.getByLabel("Amount").fill("25");
  await page.getByLabel("Address").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Review withdrawal" }).click();
  const slip = (await page.getByTestId("slip").innerText()).replaceAll(/\s/g, "");
  expect(slip).toContain(destination);
  await approveByPassword(page, live, person);
  await expect(page.getByText(/Settled/).first()).toBeVisible({ timeout: 60_000 });
});
