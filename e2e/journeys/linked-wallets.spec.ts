// A wallet outside our custody is linked by its own signature, shown apart, and never counted: by a wallet in the browser and by hand, and not by any other
// signature than the one that was asked for.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import type { LinkedWalletsDto } from "@/lib/contracts/linked-wallets";
import type { PortfolioDto } from "@/lib/contracts/portfolio";
import { expect, test } from "../support/journey";
import { signInAtScreen } from "../support/person-at-screen";

type Wallet = ReturnType<typeof privateKeyToAccount>;
const newWallet = (): Wallet => privateKeyToAccount(generatePrivateKey());

/** A wallet in the browser: announced as EIP-6963 says, with its key outside the page. */
async function installWallet(page: Page, wallet: Wallet): Promise<void> {
  await page.exposeFunction("holdfastTestSign", (hex: Hex) => wallet.signMessage({ message: { raw: hex } }));
  await page.addInitScript(
    `(() => {
      const request = async ({ method, params }) => method === "eth_requestAccounts" ? ["${wallet.address}"] : window.holdfastTestSign(params[0]);
      window.addEventListener("eip6963:requestProvider", () => {
        window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail: { info: { uuid: "1", name: "Test wallet" }, provider: { request } } }));
      });
    })()`,
  );
}

const askMessage = async (page: Page, label: string, address: string): Promise<string> => {
  await page.getByLabel("Label").fill(label);
  await page.getByLabel("Wallet address").fill(address);
  await page.getByRole("button", { name: "Get a message to sign" }).click();
  const message = page.getByLabel("Message to sign");
  await expect(message).toBeVisible();
  return (await message.textContent()) ?? "";
};
const bring = async (page: Page, signature: string): Promise<void> => {
  await page.getByLabel("Signature").fill(signature);
  await page.getByRole("button", { name: "Link the wallet" }).click();
};
const portfolioOf = (page: Page): Promise<PortfolioDto> =>
  page.evaluate(async () => (await (await fetch("/api/portfolio")).json()) as PortfolioDto);
const linkedOf = (page: Page): Promise<LinkedWalletsDto> =>
  page.evaluate(async () => (await (await fetch("/api/linked-wallets")).json()) as LinkedWalletsDto);

test("a wallet is linked by its own signature, shown apart from the total, and unlinked again", async ({ page, journey }) => {
  const { harness } = journey;
  const wallet = newWallet();
  await installWallet(page, wallet);
  await signInAtScreen(page, harness, (await harness.newTrader()).person);
  const before = await portfolioOf(page);
  await page.goto("/portfolio/wallets");
  await expect(page.getByText("No wallet is linked yet")).toBeVisible();

  await page.getByLabel("Label").fill("Browser wallet of mine");
  await page.getByRole("button", { name: "Sign with Test wallet" }).click();
  await expect(page.getByText("“Browser wallet of mine” is linked.", { exact: false })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Linked wallets, not in our custody" })).toBeVisible();
  const { wallets } = await linkedOf(page);
  expect(wallets).toMatchObject([{ address: wallet.address, label: "Browser wallet of mine", kind: "key" }]);

  // What is linked is nobody's to withdraw here: total and positions are as before, and the sum of both is a figure of its own.
  const after = await portfolioOf(page);
  expect([after.total, after.positions]).toEqual([before.total, before.positions]);
  await page.goto("/portfolio");
  await expect(page.getByText("With linked wallets")).toBeVisible();

  await page.goto("/portfolio/wallets");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole("button", { name: "Unlink Browser wallet of mine" }).click();
  await page.getByRole("button", { name: "Unlink the wallet" }).click();
  await expect(page.getByText("“Browser wallet of mine” is no longer linked.")).toBeVisible();
  expect((await linkedOf(page)).wallets).toEqual([]);
});

test("a signature by hand links its wallet; a foreign one and a replayed one do not", async ({ page, journey }) => {
  const { harness } = journey;
  const [wallet, stranger] = [newWallet(), newWallet()];
  await signInAtScreen(page, harness, (await harness.newTrader()).person);
  await page.goto("/portfolio/wallets");

  const first = await askMessage(page, "Cold wallet", wallet.address);
  expect(first).toContain(`${new URL(harness.facts.origin).host} wants you to sign in with your Ethereum account:\n${wallet.address}`);
  await bring(page, await stranger.signMessage({ message: first }));
  await expect(page.getByText("This signature is not one of that wallet for this message.", { exact: false })).toBeVisible();
  expect((await linkedOf(page)).wallets).toEqual([]);

  const second = await askMessage(page, "Cold wallet", wallet.address);
  const signature = await wallet.signMessage({ message: second });
  await bring(page, signature);
  await expect(page.getByText("“Cold wallet” is linked.", { exact: false })).toBeVisible();
  const [linked] = (await linkedOf(page)).wallets;
  expect(linked?.address).toBe(wallet.address);

  // The same proof once more, after the wallet is gone: it was good for one time.
  const replayed = await page.evaluate(
    async ([message, signed, id]) => {
      const headers = { "content-type": "application/json" };
      await fetch(`/api/linked-wallets/${id}`, { method: "DELETE", headers });
      const body = JSON.stringify({ message, signature: signed, label: "Again" });
      const answer = await fetch("/api/linked-wallets", { method: "POST", headers, body });
      return { status: answer.status, code: ((await answer.json()) as { code: string }).code };
    },
    [second, signature, linked?.id ?? ""] as const,
  );
  expect(replayed).toEqual({ status: 422, code: "wallet_refused" });
  expect((await linkedOf(page)).wallets).toEqual([]);
});
