// Every screen of today, in both lights and both widths: no accessibility violation, and no more JavaScript than it needs.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { awaitState } from "../support/await-state";
import { expect, test } from "../support/journey";
import { demoPerson, signInAtScreen } from "../support/person-at-screen";
import { passkeyOf, stageTrader } from "../support/staged-trader";
import { unusedCode } from "../support/totp-codes";
import { accepted, confirm, prepare, prepareProven } from "../support/withdrawal-calls";

const LINK = `token=${"A".repeat(43)}`;
const PUBLIC_PAGES = [
  ...["/sign-in", "/sign-up", "/recover", "/recover/password", "/recover/codes", "/recover/wait"],
  ...[`/recover/cancel?${LINK}`, `/freeze?${LINK}`, "/freeze?outcome=frozen"],
];
const TRADER_PAGES = {
  "what one owns": ["/portfolio", "/portfolio/wallets", "/portfolio/ethereum-local/ETH", "/activity"],
  "what one trades": ["/trades", "/signals", "/signals/new", "/orders", "/orders/new"],
  "what leaves": ["/withdrawals", "/withdrawals/new", "/addresses"],
  "what guards": ["/security", "/security/new-factor", "/security/api-keys"],
};
const LIGHTS = ["light", "dark"] as const;
const WIDTHS = [390, 1440];

/** axe 0 in both lights and both widths, and nothing that scrolls sideways. A page is loaded once: it must follow what the screen turns into. */
async function audit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  // A page with a live feed is never idle.
  await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => undefined);
  for (const colorScheme of LIGHTS) {
    for (const width of WIDTHS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      // Colours on their way from one light to the other belong to neither.
      await page.waitForFunction(() => !document.getAnimations().some((running) => running instanceof CSSTransition));
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
        `${path}, ${colorScheme}, ${String(width)} px`,
      ).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(overflow, `${path} does not scroll sideways at ${String(width)} px`).toBeLessThanOrEqual(0);
    }
  }
}

test("no screen without a session has an accessibility violation, in light and dark, on phone and desktop", async ({ page }) => {
  for (const path of PUBLIC_PAGES) await audit(page, path);
});

for (const [area, paths] of Object.entries(TRADER_PAGES))
  test(`no screen of ${area} has an accessibility violation, in light and dark, on phone and desktop`, async ({ page, journey }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await signInAtScreen(page, journey.harness, await demoPerson(journey.harness));
    for (const path of paths) await audit(page, path);
  });

test("neither the review, nor the progress, nor the receipt of a withdrawal has one", async ({ page, journey }) => {
  test.setTimeout(180_000);
  const { harness } = journey;
  const trader = await stageTrader(harness, { deposits: [{ asset: "USDC", amount: "100" }], hasPasskey: true });
  const order = { asset: "USDC", amount: "5", addressId: trader.addressId };
  const done = await prepareProven(trader.client, order, passkeyOf(trader), harness.facts.origin);
  accepted(await confirm(trader.client, done.withdrawal.id, done.grant.grantId));
  await awaitState(trader.client, done.withdrawal.id, ["settled"]);
  const open = accepted<{ id: string }>(await prepare(trader.client, order));
  await signInAtScreen(page, harness, trader.person);
  for (const path of [open.id, done.withdrawal.id, `${done.withdrawal.id}/receipt`]) await audit(page, `/withdrawals/${path}`);
});

test("a trader signs in with the keyboard alone", async ({ page, journey }) => {
  const { person } = await journey.harness.newTrader();
  if (person.codes === null) throw new Error("The new trader has no authenticator");
  await page.goto("/sign-in");
  await page.getByLabel("Email").focus();
  await page.keyboard.type(person.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(person.password);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Authentication code")).toBeFocused();
  await page.keyboard.type(await unusedCode(person.codes, journey.harness.control));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Portfolio", level: 1 })).toBeVisible();
});

test("Amplify is loaded when a field is focused, not before", async ({ page }) => {
  const scripts: string[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response.url());
  });
  await page.goto("/sign-in");
  await page.waitForLoadState("networkidle");
  const isAmplify = async (url: string) => /RespondToAuthChallenge/.test(await (await page.request.get(url)).text());
  expect((await Promise.all(scripts.map(isAmplify))).filter(Boolean)).toEqual([]);
  const before = scripts.length;
  await page.getByLabel("Email").focus();
  // Several chunks arrive one after the other, and a page that was idle once counts as idle for good.
  await expect.poll(async () => (await Promise.all(scripts.slice(before).map(isAmplify))).some(Boolean)).toBe(true);
});
