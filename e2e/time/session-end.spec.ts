// The end of a session, seen coming. The pool's clock jumps; what the page's own clock cannot know it asks for when the trader looks at it again.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/journey";
import { enterCode, enterPassword, signInAtScreen } from "../support/person-at-screen";

const IDLE_SECONDS = 1_800;
const ABSOLUTE_SECONDS = 43_200;

/** The trader comes back to the tab. */
const look = (page: Page) => page.evaluate(() => void document.dispatchEvent(new Event("visibilitychange")));
const warning = (page: Page) => page.getByRole("region", { name: "End of your session" });

test("two minutes before an idle end the trader is warned, stays with one press, and later finds page and draft again", async ({
  page,
  journey,
}) => {
  const { person } = await journey.harness.newTrader();
  await signInAtScreen(page, journey.harness, person);
  await page.goto("/addresses");
  await page.getByLabel("Label").fill("Cold wallet");
  await expect(warning(page)).toHaveCount(0);

  await journey.harness.control.advanceClock(IDLE_SECONDS - 110);
  await look(page);
  await expect(warning(page)).toContainText(/You will be signed out in 1:\d\d/);
  await expect(page.getByRole("status").filter({ hasText: "You will be signed out in two minutes" })).toHaveCount(1);
  await expect(page.getByLabel("Label")).toBeFocused();
  await page.getByRole("button", { name: "Stay signed in" }).click();
  await expect(warning(page)).toHaveCount(0);

  await journey.harness.control.advanceClock(IDLE_SECONDS - 20);
  await look(page);
  await expect(warning(page)).toContainText(/0:[01]\d/);
  await expect(page.getByText("You were signed out because nothing was done for a while.")).toBeVisible({ timeout: 30_000 });
  expect(new URL(page.url()).search).toBe("?next=%2Faddresses&ended=idle");
  await enterPassword(page, person);
  if (person.codes !== null) await enterCode(page, journey.harness, person.codes);
  await expect(page.getByRole("heading", { name: "Addresses", level: 1 })).toBeVisible();
  await expect(page.getByLabel("Label")).toHaveValue("Cold wallet");
});

test("watching the clock is no act: a tab that is only looked at goes idle", async ({ page, journey }) => {
  await signInAtScreen(page, journey.harness, (await journey.harness.newTrader()).person);
  for (let spent = 0; spent < IDLE_SECONDS + 280; spent += 280) {
    await journey.harness.control.advanceClock(280);
    const answered = page
      .waitForResponse((response) => response.url().endsWith("/api/auth/session") && response.status() !== 401)
      .catch(() => null);
    await look(page);
    if (spent < IDLE_SECONDS - 280) await answered;
  }
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
});

test("before the end that nobody can move, the trader is told so and not offered to stay", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  await signInAtScreen(page, journey.harness, person);
  const ask = () =>
    page.evaluate(async () => {
      await fetch("/api/auth/refresh", { method: "POST", headers: { "content-type": "application/json" } });
      return (await fetch("/api/auth/session")).status;
    });
  // The page may be renewing itself at that moment, which takes the question away with it; then it is asked again.
  const renew = () => ask().catch(ask);
  for (let spent = 0; spent < ABSOLUTE_SECONDS - 1_900; spent += 1_700) {
    await journey.harness.control.advanceClock(1_700);
    expect(await renew()).toBe(200);
  }
  const tell = () => page.evaluate(async () => (await fetch("/api/auth/session")).text());
  const text = await tell().catch(tell);
  const { session } = JSON.parse(text) as { session: { now: string; expiresAt: string } };
  await journey.harness.control.advanceClock(Math.floor((Date.parse(session.expiresAt) - Date.parse(session.now)) / 1_000) - 100);
  expect(await renew()).toBe(200);
  await look(page);
  await expect(warning(page)).toContainText(/This session ends in 1:\d\d/);
  await expect(warning(page)).toContainText("nothing can make it longer");
  await expect(page.getByRole("button", { name: "Stay signed in" })).toHaveCount(0);
  await page.getByRole("button", { name: "Sign in again now" }).click();
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
});
