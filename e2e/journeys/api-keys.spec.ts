// A key for a program: made by passkey at the screen, used over raw HTTP, refused everywhere else, resting in a freeze, dead when it is revoked.
import { ROUTE_MANIFEST } from "@/lib/contracts/route-manifest";
import { problemCode } from "../support/answer-faults";
import { AppClient } from "../support/app-client";
import { concretePath } from "../support/concrete-path";
import { expect, test } from "../support/journey";
import { signInAtScreen } from "../support/person-at-screen";
import type { RawAnswer } from "../support/raw-answer";
import { stageTrader } from "../support/staged-trader";

const ORIGIN_AND_COOKIES = /^(?:origin|cookie|sec-fetch-.*|referer)$/i;

/** A program's call: its key and nothing of a browser. */
function program(app: AppClient["app"], key: string): (method: string, path: string) => Promise<RawAnswer> {
  const client = new AppClient(app);
  return (method, path) => {
    const request = client.request(method, path, { headers: [["Authorization", `Bearer ${key}`]] });
    return client.send({ ...request, headers: request.headers.filter(([name]) => !ORIGIN_AND_COOKIES.test(name)) });
  };
}

test("a trader makes a key by passkey, a program reads with it and nothing more, and it is gone when it is revoked", async ({
  page,
  journey,
}) => {
  test.setTimeout(120_000);
  const trader = await stageTrader(journey.harness, { deposits: [{ asset: "USDC", amount: "100" }], hasPasskey: false });
  await journey.addAuthenticator(page);
  await signInAtScreen(page, journey.harness, trader.person);
  await page.goto("/security");
  await page.getByRole("button", { name: "Add a passkey" }).first().click();
  await expect(page.getByText(/Passkey added/)).toBeVisible();

  await page.getByRole("link", { name: "Manage API keys" }).click();
  await page.getByLabel("Name").fill("Price alerts");
  await page.getByRole("checkbox", { name: /Read your portfolio/ }).check();
  await page.getByRole("button", { name: "Review key" }).click();
  await expect(page.getByText("You approve exactly this.")).toBeVisible();
  await expect(page.getByTestId("slip")).toContainText("Price alerts");
  await expect(page.getByTestId("slip")).toContainText("Withdraw, trade or change anything");
  await page.getByRole("button", { name: "Approve with passkey" }).click();
  await expect(page.getByRole("heading", { name: /is made. Copy its key now/ })).toBeVisible();
  const key = (await page.getByLabel("The key").innerText()).trim();
  expect(key).toMatch(/^hf_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$/);
  await page.getByRole("button", { name: "I have stored it" }).click();
  await expect(page.getByText(key)).toHaveCount(0);

  const call = program(journey.harness.app, key);
  const portfolio = await call("GET", "/api/v1/portfolio");
  expect(portfolio.status).toBe(200);
  expect(JSON.parse(portfolio.text) as { positions: unknown[] }).toMatchObject({ positions: [{ asset: "USDC" }] });
  expect((await call("GET", "/api/v1/markets")).status).toBe(200);
  expect((await call("GET", "/api/v1/trades?sizeUsdMin=1000")).status).toBe(200);
  expect(problemCode(await call("GET", "/api/v1/activity"))).toBe("forbidden");

  for (const route of ROUTE_MANIFEST.filter(({ kind, audience }) => kind === "handler" && audience !== "public" && audience !== "agent")) {
    for (const method of route.methods) {
      const answer = await call(method, concretePath(route.path));
      expect([route.path, method, [401, 403].includes(answer.status)]).toEqual([route.path, method, true]);
    }
  }

  await page.reload();
  await expect(page.getByRole("listitem").filter({ hasText: "Price alerts" })).not.toContainText("never");
  await page.getByRole("button", { name: "Revoke Price alerts" }).click();
  await page.getByRole("button", { name: "Revoke this key" }).click();
  await expect(page.getByText("The key is revoked.")).toBeVisible();
  expect(problemCode(await call("GET", "/api/v1/portfolio"))).toBe("unauthenticated");
});

test("a freeze makes a key rest", async ({ page, journey }) => {
  test.setTimeout(120_000);
  const { person, client } = await journey.harness.newTrader();
  await journey.addAuthenticator(page);
  await signInAtScreen(page, journey.harness, person);
  await page.goto("/security");
  await page.getByRole("button", { name: "Add a passkey" }).first().click();
  await expect(page.getByText(/Passkey added/)).toBeVisible();
  await page.goto("/security/api-keys");
  await page.getByLabel("Name").fill("Bot");
  await page.getByRole("button", { name: "Review key" }).click();
  await page.getByRole("button", { name: "Approve with passkey" }).click();
  const key = (await page.getByLabel("The key").innerText()).trim();
  const call = program(journey.harness.app, key);
  expect((await call("GET", "/api/v1/markets")).status).toBe(200);
  expect((await client.call("POST", "/api/account/freeze", { json: {} })).status).toBe(204);
  expect(problemCode(await call("GET", "/api/v1/markets"))).toBe("account_frozen");
});
