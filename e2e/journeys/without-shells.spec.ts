// The blindness check must be able to fail: in a build that hands out the real tokens, a plain sign-in turns it red.
import { chromium, expect, test } from "@playwright/test";
import { buildVariant, withText } from "../support/build-variant";
import { openHarness } from "../support/harness";
import { PORTS } from "../support/harness-facts";
import { demoPerson, enterCode, enterPassword } from "../support/person-at-screen";
import { type ProductProcess, startProduct } from "../support/start-product";
import { findLeaks, Watch } from "../support/watch";

test.describe("a build with shelling switched off", () => {
  let product: ProductProcess;
  const origin = `http://localhost:${String(PORTS.variant)}`;

  test.beforeAll(async () => {
    test.setTimeout(300_000);
    const { folder } = await buildVariant(
      "without-shells",
      withText(
        "lib/server/cognito-proxy/complete-sign-in.ts",
        "return shellResult(session, exchange.nowSeconds);",
        "return { AuthenticationResult: result };",
      ),
    );
    product = await startProduct({
      folder,
      port: PORTS.variant,
      environment: { ...openHarness().facts.productEnvironment, APP_ORIGIN: origin },
      logName: "next-without-shells",
    });
  });

  test.afterAll(() => product.stop());

  test("is caught by the blindness check", async ({ launchOptions }) => {
    const harness = openHarness();
    const browser = await chromium.launch(launchOptions);
    const context = await browser.newContext({ baseURL: origin });
    const page = await context.newPage();
    const watch = new Watch(context, origin);
    await watch.follow(page);
    const person = await demoPerson(harness);
    await page.goto("/sign-in");
    await enterPassword(page, person);
    if (person.codes === null) throw new Error("The demo trader has no authenticator");
    await enterCode(page, harness, person.codes);
    await expect.poll(async () => context.cookies().then((cookies) => cookies.some(({ name }) => name === "__Host-hf_at"))).toBe(true);
    await watch.settle();
    const leaks = findLeaks(watch.seen, await harness.secrets());
    await browser.close();
    expect(leaks.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["access-token", "refresh-token"]));
  });
});
