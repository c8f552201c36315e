// Acceptance 1 and 7: people withdraw at the screens. By passkey, by password and code, and with the keyboard alone.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { ReceiptDto } from "@/lib/contracts/receipt";
import { E2E_DATA } from "../support/harness-facts";
import { expect, test } from "../support/journey";
import { balanceOnChain } from "../support/local-chain";
import { enterCode, enterPassword, signInAtScreen, tabTo } from "../support/person-at-screen";
import { listAnotherAddress, stageTrader, type StagedTrader } from "../support/staged-trader";
import { TotpCodes, unusedCode } from "../support/totp-codes";
import { signUp } from "../support/trader";

const DEPOSITS = [{ asset: "USDC", amount: "3000" }];

/** Fills the form for the trader's one address and asks for the review. */
async function sendOrder(page: Page, amount: string, addressId?: string): Promise<void> {
  await page.goto("/withdrawals/new");
  await page.getByLabel("Asset").selectOption("USDC");
  await page.getByLabel("Amount").fill(amount);
  await page.getByLabel("Address").selectOption(addressId ?? { index: 1 });
  await page.getByRole("button", { name: "Review withdrawal" }).click();
}

async function fillOrder(page: Page, amount: string): Promise<void> {
  await sendOrder(page, amount);
  await expect(page.getByText("You approve exactly this.")).toBeVisible();
}

/** The slip shows the whole destination, whatever groups it is written in. */
async function expectDestination(page: Page, trader: StagedTrader): Promise<void> {
  const shown = (await page.getByTestId("slip").innerText()).replaceAll(/\s/g, "");
  expect(shown).toContain(trader.destination);
}

/** What the command says of a receipt, and its exit code. */
function verifyOffline(text: string, fingerprint: string): { readonly code: number | null; readonly words: string } {
  const file = join(E2E_DATA, "receipt.json");
  writeFileSync(file, text);
  const { status, stdout } = spawnSync("npm", ["run", "--silent", "verify-receipt", file, "--", "--key", fingerprint], {
    encoding: "utf8",
  });
  return { code: status, words: stdout };
}

test("a withdrawal by passkey: enrolled at the screen, signed, settled on the chain, and the receipt verifies offline", async ({
  page,
  journey,
}) => {
  test.setTimeout(120_000);
  const trader = await stageTrader(journey.harness, { deposits: DEPOSITS, hasPasskey: false });
  await journey.addAuthenticator(page);
  await signInAtScreen(page, journey.harness, trader.person);
  await page.goto("/security");
  await page.getByRole("button", { name: "Add a passkey" }).first().click();
  await expect(page.getByText(/Passkey added/)).toBeVisible();
  await fillOrder(page, "1250.5");
  await expectDestination(page, trader);
  await journey.watch.look(page);
  await page.getByRole("button", { name: "Approve with passkey" }).click();
  await expect(page.getByText(/Settled/).first()).toBeVisible({ timeout: 30_000 });
  expect(await balanceOnChain("USDC", trader.destination)).toBe(1_250_500_000n);

  const id = new URL(page.url()).pathname.split("/")[2] ?? "";
  const text = await page.evaluate(async (path) => (await fetch(path)).text(), `/api/withdrawals/${id}/receipt`);
  const receipt = JSON.parse(text) as ReceiptDto;
  if (receipt.approval.proof !== "passkey") throw new Error("The receipt names another proof");
  const honest = verifyOffline(text, receipt.approval.keyFingerprint);
  expect([honest.code, honest.words]).toEqual([0, expect.stringMatching(/1,?250\.5/)]);
  const forged = text.replace('"amount":"1250500000"', '"amount":"1250500001"');
  expect(forged).not.toBe(text);
  const judged = verifyOffline(forged, receipt.approval.keyFingerprint);
  expect([judged.code, judged.words]).toEqual([1, expect.stringMatching(/^FAIL {2}Digest/m)]);
  await page
    .getByRole("link", { name: /receipt/i })
    .first()
    .click();
  await expect(page.getByText(receipt.approval.keyFingerprint, { exact: true })).toBeVisible();
  await journey.watch.look(page);
});

test("a withdrawal by password and code, with the keyboard alone", async ({ page, journey }) => {
  test.setTimeout(120_000);
  const trader = await stageTrader(journey.harness, { deposits: DEPOSITS, hasPasskey: false });
  await signInAtScreen(page, journey.harness, trader.person);
  await page.goto("/portfolio");
  await tabTo(page, page.getByRole("link", { name: "Withdraw" }).first(), "Enter");
  await tabTo(page, page.getByRole("link", { name: "New withdrawal" }).first(), "Enter");
  await tabTo(page, page.getByLabel("Asset"));
  await page.keyboard.type("USDC");
  await tabTo(page, page.getByLabel("Amount"));
  await page.keyboard.type("25");
  await tabTo(page, page.getByRole("button", { name: "Review withdrawal" }), "Enter");
  await expectDestination(page, trader);
  const bodiesBefore = journey.watch.requestBodies.length;
  await tabTo(page, page.getByRole("button", { name: "Approve with password and code" }), "Enter");
  await tabTo(page, page.getByLabel("Password"));
  await page.keyboard.type(trader.person.password);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Authentication code")).toBeFocused();
  if (trader.person.codes === null) throw new Error("The trader has no authenticator");
  await page.keyboard.type(await unusedCode(trader.person.codes, journey.harness.control));
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Settled/).first()).toBeVisible({ timeout: 30_000 });
  expect(await balanceOnChain("USDC", trader.destination)).toBe(25_000_000n);
  const bodies = journey.watch.requestBodies.slice(bodiesBefore);
  expect(bodies.filter(({ text }) => text.includes(trader.person.password))).toEqual([]);
  await tabTo(page, page.getByRole("link", { name: /receipt/i }).first(), "Enter");
  await expect(page.getByText(/does not prove|cannot be checked|only our word/i).first()).toBeVisible();
});

test("above the cap of password and code the screen leads to a passkey, and the session is still the same", async ({ page, journey }) => {
  const trader = await stageTrader(journey.harness, { deposits: DEPOSITS, hasPasskey: false });
  await signInAtScreen(page, journey.harness, trader.person);
  await sendOrder(page, "900");
  await expect(page.getByRole("link", { name: /passkey/i }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve with password and code" })).toHaveCount(0);
});

test("a trader without a second factor is led to enrol one, then waits, and reads until when and why", async ({ page, journey }) => {
  const person = await signUp(journey.harness.newClient(), journey.harness.facts, journey.harness.control);
  await page.goto("/sign-in?next=/withdrawals/new");
  await enterPassword(page, person);
  await expect(page.getByRole("heading", { name: "Set up your authenticator" })).toBeVisible();
  const key = (await page.getByTestId("authenticator-key").innerText()).replaceAll(/\s/g, "");
  await enterCode(page, journey.harness, new TotpCodes(key));
  await expect(page).toHaveURL(/\/withdrawals\/new$/);
  await expect(page.getByText(/Withdrawals are on hold until/)).toBeVisible();
  await expect(page.getByText(/after a sign-in with the password alone/)).toBeVisible();
});

test("a script on the page can neither enrol a passkey nor approve without the authenticator", async ({ page, journey }) => {
  test.setTimeout(120_000);
  const trader = await stageTrader(journey.harness, { deposits: DEPOSITS, hasPasskey: true });
  await signInAtScreen(page, journey.harness, trader.person);
  const outcome = await page.evaluate(async (addressId) => {
    const ask = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
      const answer = await fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const { shells } = (await (await fetch("/api/auth/session")).json()) as { shells: { accessToken: string } };
    const cognito = (operation: string) =>
      ask(
        "/api/auth/cognito",
        { AccessToken: shells.accessToken },
        { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSCognitoIdentityProviderService.${operation}` },
      );
    const enrol = await cognito("StartWebAuthnRegistration");
    const replace = await cognito("AssociateSoftwareToken");
    const prepared = await ask(
      "/api/withdrawals",
      { asset: "USDC", network: "ethereum-local", amount: "1", addressId },
      { "idempotency-key": crypto.randomUUID() },
    );
    const id = String(prepared.body["id"]);
    const grant = await ask("/api/step-up", { purpose: "withdrawal", subjectId: id });
    const confirmed = await ask(`/api/withdrawals/${id}/confirm`, { grantId: grant.body["grantId"] });
    return { enrol: enrol.status, replace: replace.status, prepared: prepared.status, grant: grant.status, confirmed: confirmed.status };
  }, trader.addressId);
  expect(outcome).toEqual({ enrol: 400, replace: 400, prepared: 201, grant: 201, confirmed: 401 });
});

test("a new address is approved at the screen, cools off, and a look-alike is shown for what it is", async ({ page, journey }) => {
  const trader = await stageTrader(journey.harness, { deposits: DEPOSITS, hasPasskey: false });
  await journey.addAuthenticator(page);
  await signInAtScreen(page, journey.harness, trader.person);
  await page.goto("/addresses");
  const twin = `${trader.destination.slice(0, 6)}${"0".repeat(32)}${trader.destination.slice(-4)}`.toLowerCase();
  await page.getByLabel("Address", { exact: true }).fill(twin);
  await page.getByLabel("Label").fill("New wallet");
  await page.getByRole("button", { name: /Add address|Review address/ }).click();
  await expect(page.getByText("You approve exactly this.")).toBeVisible();
  await expect(page.getByText(/looks like|begins and ends like/i).first()).toBeVisible();
  await page.getByRole("button", { name: "Approve with password and code" }).click();
  await page.getByLabel("Password").fill(trader.person.password);
  await page.keyboard.press("Enter");
  if (trader.person.codes === null) throw new Error("The trader has no authenticator");
  await enterCode(page, journey.harness, trader.person.codes);
  await expect(page.getByText(/usable in/i).first()).toBeVisible();
});

test("a swapped address in the order is what the review shows, whole; one that is not on the list is refused", async ({
  page,
  journey,
}) => {
  const trader = await stageTrader(journey.harness, { deposits: DEPOSITS, hasPasskey: false });
  const stranger = await stageTrader(journey.harness, { deposits: DEPOSITS, hasPasskey: false });
  const other = await listAnotherAddress(journey.harness, trader);
  await signInAtScreen(page, journey.harness, trader.person);
  let swappedFor = other.addressId;
  await page.route("**/api/withdrawals", async (route) => {
    const sent = JSON.parse(route.request().postData() ?? "{}") as Record<string, unknown>;
    await route.continue({ postData: JSON.stringify({ ...sent, addressId: swappedFor }) });
  });
  await sendOrder(page, "5", trader.addressId);
  await expect(page.getByText("You approve exactly this.")).toBeVisible();
  const slip = (await page.getByTestId("slip").innerText()).replaceAll(/\s/g, "");
  expect(slip).toContain(other.destination);
  expect(slip).not.toContain(trader.destination);
  swappedFor = stranger.addressId;
  await sendOrder(page, "6", trader.addressId);
  await expect(page.getByText(/not on your list/i).first()).toBeVisible();
});

test("of two tabs the first to decide wins, and the other one shows what became of it", async ({ page, context, journey }) => {
  const trader = await stageTrader(journey.harness, { deposits: DEPOSITS, hasPasskey: false });
  await journey.addAuthenticator(page);
  await signInAtScreen(page, journey.harness, trader.person);
  await page.goto("/security");
  await page.getByRole("button", { name: "Add a passkey" }).first().click();
  await expect(page.getByText(/Passkey added/)).toBeVisible();
  await fillOrder(page, "30");
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole("button", { name: "Cancel withdrawal" }).click();
  await expect(other.getByText(/^Cancelled/).first()).toBeVisible();
  await page.getByRole("button", { name: "Approve with passkey" }).click();
  await expect(page.getByText(/cancelled/i).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve with passkey" })).toHaveCount(0);
  await fillOrder(page, "31");
  await other.goto(page.url());
  await page.getByRole("button", { name: "Approve with passkey" }).click();
  await expect(page.getByText(/Settled/).first()).toBeVisible({ timeout: 30_000 });
  await other.getByRole("button", { name: "Cancel withdrawal" }).click();
  await expect(other.getByText(/Settled/).first()).toBeVisible();
  expect(await balanceOnChain("USDC", trader.destination)).toBe(31_000_000n);
});
