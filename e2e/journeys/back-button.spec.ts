// The browser's own memory of pages (bfcache), switched on. Playwright switches it off, so that these journeys need a browser of their own, and each
// proves first that a page really came back from memory.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium, expect, test, type BrowserContext, type Page } from "@playwright/test";
import { findInstalledChromium } from "../../scripts/find-chromium";
import { openHarness } from "../support/harness";
import { signInAtScreen, signOutAtScreen } from "../support/person-at-screen";

const NO_STORE_TOO = "--enable-features=CacheControlNoStoreEnterBackForwardCache";

/** What a page showed at the moment it came back: whether from memory, and every word that could be read on it. */
interface Return {
  readonly isFromMemory: boolean;
  readonly text: string;
}

declare global {
  interface Window {
    returned?: Return;
  }
}

async function withMemory(work: (context: BrowserContext) => Promise<void>): Promise<void> {
  const executablePath = findInstalledChromium();
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
    args: [NO_STORE_TOO, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
  try {
    const context = await browser.newContext({ baseURL: openHarness().facts.origin });
    await context.addInitScript(() => {
      addEventListener("pageshow", (event) => {
        window.returned = { isFromMemory: event.persisted, text: document.body.innerText };
      });
    });
    await work(context);
  } finally {
    await browser.close();
  }
}

const returned = (page: Page): Promise<Return | undefined> => page.evaluate(() => window.returned);

test("the browser of these journeys does keep pages in memory", async () => {
  const server = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<title>t</title><p>page ${request.url ?? ""}</p>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  await withMemory(async (context) => {
    const page = await context.newPage();
    await page.goto(`${origin}/one`);
    await page.goto(`${origin}/two`);
    await page.goBack();
    await expect.poll(() => returned(page)).toMatchObject({ isFromMemory: true, text: "page /one" });
  });
  server.close();
});

test("the back button after a sign-out shows nothing, whether or not the page was kept in memory", async () => {
  const harness = openHarness();
  await withMemory(async (context) => {
    const page = await context.newPage();
    const { person, client } = await harness.newTrader();
    await signInAtScreen(page, harness, person);
    await page.goto("/security");
    await expect(page.getByText("This session", { exact: true })).toBeVisible();
    await page.goto("/activity");
    await expect(page.getByRole("heading", { name: "Activity", level: 1 })).toBeVisible();
    // Ended from another machine: this browser's cookies do not change, so that nothing but our own page can empty its memory.
    expect((await client.call("DELETE", "/api/sessions")).status).toBe(200);
    await page.goBack();
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
    await expect(page.getByText(person.email)).toHaveCount(0);

    await signInAtScreen(page, harness, person);
    await page.goto("/security");
    await expect(page.getByText("This session", { exact: true })).toBeVisible();
    await page.goto("/activity");
    await signOutAtScreen(page);
    await page.goBack();
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
    expect(await page.evaluate(() => document.body.innerText)).not.toContain("This session");
  });
});

test("a page that came back from memory is blank until the server has said that its session lives, and keeps what was typed", async () => {
  const harness = openHarness();
  await withMemory(async (context) => {
    const page = await context.newPage();
    const { person } = await harness.newTrader();
    await signInAtScreen(page, harness, person);
    await page.goto("/addresses");
    await page.getByLabel("Label").fill("Cold wallet");
    await page.evaluate(() => document.body.setAttribute("data-kept", "yes"));
    await page.goto("/activity");
    await expect(page.getByRole("heading", { name: "Activity", level: 1 })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole("heading", { name: "Addresses", level: 1 })).toBeVisible();
    const back = await returned(page);
    expect(back, "the page came back from memory, and no word of it could be read").toEqual({ isFromMemory: true, text: "" });
    expect(await page.evaluate(() => document.body.getAttribute("data-kept"))).toBe("yes");
    await expect(page.getByLabel("Label")).toHaveValue("Cold wallet");
  });
});
