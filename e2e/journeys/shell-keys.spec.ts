// The whole shell by keys: the command menu, the letters that open pages, and the way to turn them off.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/journey";
import { demoPerson, signInAtScreen } from "../support/person-at-screen";

test("a trader goes everywhere by keys, and can turn single keys off", async ({ page, journey }) => {
  await signInAtScreen(page, journey.harness, await demoPerson(journey.harness));

  await page.keyboard.press("Control+k");
  const menu = page.getByRole("dialog", { name: "Command menu" });
  await expect(menu.getByRole("combobox")).toBeFocused();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.keyboard.type("address");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/addresses$/);
  await expect(menu).toHaveCount(0);

  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);

  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page).toHaveURL(/\/activity$/);

  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.getByRole("button", { name: "Turn single keys off" }).click();
  await expect(help).toContainText("Single keys are off");
  await help.getByRole("button", { name: "Close" }).click();
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await page.keyboard.press("?");
  await expect(help).toHaveCount(0);
  await expect(page).toHaveURL(/\/activity$/);

  await page.keyboard.press("Control+k");
  await expect(menu).toBeVisible();
});

test("a letter that is typed into a field stays a letter", async ({ page, journey }) => {
  await signInAtScreen(page, journey.harness, await demoPerson(journey.harness));
  await page.goto("/addresses");
  const label = page.getByLabel("Label");
  await label.fill("");
  await label.press("g");
  await label.press("p");
  await expect(label).toHaveValue("gp");
  await expect(page).toHaveURL(/\/addresses$/);
});
