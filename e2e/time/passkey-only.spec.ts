// Passkeys only, in and out: while it is on a password opens nothing and says nothing; leaving it waits a day, and withdrawals wait one more.
import { PASSKEY_ONLY_LEAVE_WAIT_SECONDS } from "@/lib/policy/account-policy";
import { expect, test } from "../support/journey";
import { approveByPassword, enterPassword, signInAtScreen, signInByPasskeyAtScreen, signOutAtScreen } from "../support/person-at-screen";
import { stageTrader } from "../support/staged-trader";

const MARGIN_SECONDS = 120;

test("a trader enters passkeys only, is opened by nothing else, leaves it, waits, and comes back with the password under a hold", async ({
  page,
  journey,
}) => {
  const { harness } = journey;
  const trader = await stageTrader(harness, { deposits: [{ asset: "USDC", amount: "900" }], hasPasskey: true });
  const { person } = trader;
  await journey.addAuthenticator(page);
  await signInAtScreen(page, harness, person);
  await page.goto("/security");
  await expect(page.getByText("Add one more passkey to switch it on.")).toBeVisible();
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await approveByPassword(page, harness, person);
  await expect(page.getByText(/Passkey added/)).toBeVisible();

  await page.getByRole("button", { name: "Switch to passkeys only" }).click();
  await expect(page.getByRole("button", { name: "Approve with password and code" })).toHaveCount(0);
  await page.getByRole("button", { name: "Approve with passkey" }).click();
  await expect(page.getByText("From now on only your passkeys open this account.")).toBeVisible();
  expect((await trader.client.call("GET", "/api/portfolio")).status, "a session that came by a password has ended").toBe(401);

  await signOutAtScreen(page);
  const isRefused = async (): Promise<void> => {
    await page.goto("/sign-in");
    await enterPassword(page, person);
    await expect(page.getByRole("alert").filter({ hasText: /don.t match/ })).toBeVisible();
  };
  await isRefused();
  await signInByPasskeyAtScreen(page);

  await page.goto("/security");
  await page.getByRole("button", { name: /^Remove Chrome on \w+$/ }).click();
  await page.getByRole("button", { name: "Remove passkey", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "can't do without this passkey" })).toBeVisible();
  await page.getByRole("button", { name: "Keep it" }).click();

  await page.getByRole("button", { name: "Leave passkeys only" }).click();
  await page.getByRole("button", { name: "Approve with passkey" }).click();
  await expect(page.getByText(/On for another/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Stay with passkeys only" })).toBeVisible();
  await signOutAtScreen(page);

  await harness.control.advanceClock(PASSKEY_ONLY_LEAVE_WAIT_SECONDS - MARGIN_SECONDS);
  await isRefused();
  await harness.control.advanceClock(MARGIN_SECONDS);
  await signInAtScreen(page, harness, person);
  await expect(page.getByText(/because this account left passkey-only sign-in/)).toBeVisible();
});

test("a leaving is undone by staying", async ({ page, journey }) => {
  const { harness } = journey;
  const { person } = await stageTrader(harness, { deposits: [], hasPasskey: true });
  await journey.addAuthenticator(page);
  await signInAtScreen(page, harness, person);
  await page.goto("/security");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await approveByPassword(page, harness, person);
  await expect(page.getByText(/Passkey added/)).toBeVisible();
  for (const press of ["Switch to passkeys only", "Leave passkeys only", "Stay with passkeys only"]) {
    await page.getByRole("button", { name: press }).click();
    await page.getByRole("button", { name: "Approve with passkey" }).click();
    await expect(page.getByRole("button", { name: "Approve with passkey" })).toHaveCount(0);
  }
  await expect(page.getByRole("button", { name: "Leave passkeys only" })).toBeVisible();
  await signOutAtScreen(page);
  await harness.control.advanceClock(PASSKEY_ONLY_LEAVE_WAIT_SECONDS + MARGIN_SECONDS);
  await page.goto("/sign-in");
  await enterPassword(page, person);
  await expect(page.getByRole("alert").filter({ hasText: /don.t match/ })).toBeVisible();
  await signInByPasskeyAtScreen(page);
});
