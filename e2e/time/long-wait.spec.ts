// Phone and paper are lost: the long wait, who can end it, and what comes after it.
import { RECOVERY_WAIT_SECONDS } from "@/lib/policy/account-policy";
import { expect, test } from "../support/journey";
import { signInAtScreen, signOutAtScreen } from "../support/person-at-screen";
import { enterMailedCode, setUpAuthenticator, showPassword, startWait } from "../support/way-back";

test("the old device is told and cancels: nobody comes in when the wait would be over", async ({ page, browser, journey }) => {
  const { harness } = journey;
  const { person } = await harness.newTrader();
  const stranger = await browser.newPage({ baseURL: harness.facts.origin });
  await signInAtScreen(page, harness, person);
  await startWait(stranger, harness, person);
  await page.goto("/activity");
  const banner = page.getByRole("region", { name: "A recovery of your account" });
  await expect(banner).toContainText("Somebody is coming back into this account");
  await banner.getByRole("button", { name: "Cancel this recovery" }).click();
  await expect(banner).toContainText("Cancelled. Nobody comes in this way");
  await page.reload();
  await expect(banner).toBeHidden();
  await harness.control.advanceClock(RECOVERY_WAIT_SECONDS);
  await stranger.goto("/recover/wait");
  await showPassword(stranger, person);
  await expect(stranger.getByRole("heading", { name: "Start the wait" })).toBeVisible();
  await stranger.close();
});

test("the link of the mail cancels by a press and not by itself, and is harmless when it is used again", async ({ page, journey }) => {
  const { harness } = journey;
  const { person } = await harness.newTrader();
  await startWait(page, harness, person);
  const { text } = await harness.control.awaitMail(person.email, /is coming back into your Holdfast account/);
  const link = new URL(/http\S+\/recover\/cancel\S+/.exec(text)?.[0] ?? "");
  const address = link.pathname + link.search;
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "Cancel this way back" })).toBeVisible();
  await page.goto("/recover/wait");
  await showPassword(page, person);
  await expect(page.getByRole("heading", { name: "The wait runs" }), "looking at the link changed nothing").toBeVisible();
  await page.goto(address);
  await page.getByRole("button", { name: "Cancel this recovery" }).click();
  await expect(page.getByText("Cancelled. Nobody comes in this way.")).toBeVisible();
  await page.goto(address);
  await page.getByRole("button", { name: "Cancel this recovery" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This link does not work any more." })).toBeVisible();
  await page.goto("/recover/wait");
  await showPassword(page, person);
  await expect(page.getByRole("heading", { name: "Start the wait" })).toBeVisible();
});

test("the wait ends, the trader comes in, sets up a new authenticator, and withdrawals stay on hold for three days", async ({
  page,
  journey,
}) => {
  const { harness } = journey;
  const { person } = await harness.newTrader();
  await startWait(page, harness, person);
  await expect(page.getByText(/Nobody can shorten this, including us/)).toBeVisible();
  await harness.control.advanceClock(RECOVERY_WAIT_SECONDS - 600);
  await page.goto("/recover/wait");
  await showPassword(page, person);
  await expect(page.getByRole("heading", { name: "The wait runs" })).toBeVisible();
  await harness.control.advanceClock(600);
  await page.goto("/recover/wait");
  await showPassword(page, person);
  await expect(page.getByRole("heading", { name: "The wait is over" })).toBeVisible();
  await enterMailedCode(page, harness, person, "Come back in", 1);
  await expect(page.getByRole("heading", { name: "Set up a new factor", level: 1 })).toBeVisible();
  await setUpAuthenticator(page, harness, person);
  await page.getByRole("link", { name: "Go to your portfolio" }).click();
  await expect(page.getByText(/came back into this account without a second factor/)).toBeVisible();
  await signOutAtScreen(page);
  await signInAtScreen(page, harness, person);
  await harness.control.advanceClock(RECOVERY_WAIT_SECONDS);
  await signInAtScreen(page, harness, person);
  await expect(page.getByText(/Withdrawals are on hold until/), "the hold has ended by itself").toBeHidden();
});

test("three cancels make a dispute, and the screens name the support desk and a code for it", async ({ page, browser, journey }) => {
  const { harness } = journey;
  const { person, client } = await harness.newTrader();
  const stranger = await browser.newPage({ baseURL: harness.facts.origin });
  for (let round = 0; round < 3; round += 1) {
    await startWait(stranger, harness, person, round);
    const cancelled = await client.call("POST", "/api/account/recovery/cancel", { json: {} });
    expect(JSON.parse(cancelled.text)).toEqual({ outcome: round === 2 ? "disputed" : "cancelled" });
  }
  await stranger.goto("/recover/wait");
  await showPassword(stranger, person);
  await expect(stranger.getByRole("heading", { name: "The support desk decides now" })).toBeVisible();
  await expect(stranger.getByText(/R-[0-9A-F]{8}/)).toBeVisible();
  await stranger.close();
  await signInAtScreen(page, harness, person);
});
