// What happened arrives as mail in the trader's own words, and whoever reads that it was not them stops the account without signing in.
import AxeBuilder from "@axe-core/playwright";
import { tokenOf } from "../support/freeze-calls";
import { expect, test } from "../support/journey";
import { enterCode, enterPassword, signInAtScreen, tabTo } from "../support/person-at-screen";

test("a notice shows the words that the security page shows, and the page lists what happened", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  const mail = await journey.harness.control.notice(person.email, /Sign-in from a device/);
  await signInAtScreen(page, journey.harness, person);
  await page.goto("/security");
  const words = page.getByRole("textbox", { name: "Your words" });
  await expect(words).toHaveValue(/^[a-z]+ [a-z]+ [a-z]+$/);
  expect(mail.text.split("\n")[0]).toBe(`Your words: ${await words.inputValue()}`);
  for (const part of [/^When: .* UTC$/m, /^Device: /m, /^Network: /m]) expect(mail.text).toMatch(part);
  const log = page.locator("#log");
  await expect(log.getByText("Sign-in", { exact: true }).first()).toBeVisible();
  await expect(log.getByText("Withdrawals are on hold").first()).toBeVisible();

  await words.fill("only my cat knows");
  await page.getByRole("button", { name: "Change words" }).click();
  await expect(page.getByText(/The next mail of ours begins with the new words/)).toBeVisible();
  const next = await journey.harness.control.notice(person.email, /words in our mail were changed/);
  expect(next.text.startsWith("Your words: only my cat knows\n")).toBe(true);
});

test("a trader freezes from a mail, without script and without a session, and looks at a frozen account afterwards", async ({
  page,
  journey,
  browser,
}) => {
  test.setTimeout(120_000);
  const { person } = await journey.harness.newTrader();
  if (person.codes === null) throw new Error("The new trader has no authenticator");
  const token = tokenOf(await journey.harness.control.notice(person.email, /Sign-in from a device/));
  await signInAtScreen(page, journey.harness, person);

  const mailReader = await browser.newContext({ baseURL: journey.harness.facts.origin, javaScriptEnabled: false });
  const reading = await mailReader.newPage();
  await reading.goto(`/freeze?token=${token}`);
  await expect(reading.getByRole("heading", { name: "Freeze this account?" })).toBeVisible();
  await page.goto("/activity");
  await expect(page.getByRole("heading", { name: "Activity", level: 1 })).toBeVisible();
  await reading.getByRole("button", { name: "Freeze the account" }).click();
  await expect(reading.getByRole("heading", { name: "The account is frozen" })).toBeVisible();
  await reading.goto(`/freeze?token=${token}`);
  await reading.getByRole("button", { name: "Freeze the account" }).click();
  await expect(reading.getByRole("heading", { name: "The account was frozen already" })).toBeVisible();
  await mailReader.close();

  await page.goto("/portfolio");
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await enterPassword(page, person);
  await enterCode(page, journey.harness, person.codes);
  await expect(page.getByText("This account is frozen.")).toBeVisible();
  await page.goto("/security");
  await expect(page.getByRole("heading", { name: "This account is frozen" })).toBeVisible();
  await expect(page.locator("#log").getByText("Your account is frozen")).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [390, 1440]) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
    }
  }
});

test("a trader freezes their own account at the security page, by keyboard, and is out", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  await signInAtScreen(page, journey.harness, person);
  await page.goto("/security");
  await tabTo(page, page.getByRole("button", { name: "Freeze my account" }), "Enter");
  await expect(page.getByRole("button", { name: "Freeze now" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await journey.harness.control.notice(person.email, /Your account is frozen/);
});
