// Codes that do not work: a used one is not called wrong, and codes that never match lead to the clock. And an authenticator that is replaced.
import { expect, test } from "../support/journey";
import { approveByPassword, enterCode, enterPassword, signInAtScreen, signOutAtScreen } from "../support/person-at-screen";
import { TotpCodes, unusedCode } from "../support/totp-codes";

test("a code that was used is told apart from a wrong one, and the next one works", async ({ page, journey }) => {
  const { harness } = journey;
  const { person } = await harness.newTrader();
  if (person.codes === null) throw new Error("The new trader has no authenticator");
  const code = await unusedCode(person.codes, harness.control);
  const giveCode = async (): Promise<void> => {
    await page.goto("/sign-in");
    await enterPassword(page, person);
    await page.getByLabel("Authentication code").fill(code);
    await page.getByRole("button", { name: "Verify" }).click();
  };
  await giveCode();
  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
  await signOutAtScreen(page);
  await giveCode();
  await expect(page.getByRole("alert").filter({ hasText: "That code was already used" })).toContainText("within 30 seconds");
  await enterCode(page, harness, person.codes);
  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
});

test("the second code that does not match brings help with the clock, and not the first", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  await page.goto("/sign-in");
  await enterPassword(page, person);
  const help = page.getByText("Codes that never match usually come from a wrong clock.");
  for (const [wrong, isHelped] of [
    ["000000", false],
    ["000001", true],
  ] as const) {
    await page.getByLabel("Authentication code").fill(wrong);
    await page.getByRole("button", { name: "Verify" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "That code doesn't match" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Verify" })).toBeEnabled();
    await expect(help).toHaveCount(isHelped ? 1 : 0);
  }
});

test("an authenticator is replaced on an approval, and codes come from the new one", async ({ page, journey }) => {
  const { harness } = journey;
  const { person } = await harness.newTrader();
  await signInAtScreen(page, harness, person);
  await page.goto("/security");
  await page.getByRole("button", { name: "Replace authenticator" }).click();
  await approveByPassword(page, harness, person);
  const codes = new TotpCodes((await page.getByTestId("authenticator-key").innerText()).replaceAll(/\s/g, ""));
  await enterCode(page, harness, codes);
  await expect(page.getByText(/Codes come from the new authenticator/)).toBeVisible();
  await signOutAtScreen(page);
  await signInAtScreen(page, harness, { ...person, codes });
});
