// A browser that keeps pages in memory when they are left (bfcache). Playwright switches that off and loses its grip on a page that came back, so
// what is asked of such a page is asked over DevTools.
import { chromium, type BrowserContext, type CDPSession, type Page } from "@playwright/test";
import { findInstalledChromium } from "../../scripts/find-chromium";

/** What stands on the screen. */
export interface Screen {
  readonly path: string;
  /** Every word that can be read; nothing while the page is blank. */
  readonly words: string;
}

/** What a page was at the moment it came back. */
export interface Return extends Screen {
  readonly isFromMemory: boolean;
}

declare global {
  interface Window {
    returned?: Return;
  }
}

// Words of an element that is not drawn count as none: `innerText` alone would give its markup's text.
const SCREEN = "{ path: location.pathname, words: document.body.getClientRects().length === 0 ? '' : document.body.innerText }";

/** One page of that browser, with the only way back that works there. */
export class RememberingPage {
  readonly page: Page;
  readonly #devtools: CDPSession;
  /** Why the browser did not keep a page, in its own words. */
  readonly reasons: string[] = [];

  constructor(page: Page, devtools: CDPSession) {
    this.page = page;
    this.#devtools = devtools;
    devtools.on("Page.backForwardCacheNotUsed", ({ notRestoredExplanations }) => {
      this.reasons.push(...notRestoredExplanations.map(({ reason }) => reason));
    });
  }

  /** Takes `no-store` from every answer, as if this were a browser that keeps pages in spite of it. */
  async keepEverything(): Promise<void> {
    this.#devtools.on("Fetch.requestPaused", ({ requestId, responseStatusCode, responseHeaders }) => {
      const headers = (responseHeaders ?? []).filter(({ name }) => name.toLowerCase() !== "cache-control");
      const answer = {
        requestId,
        ...(responseStatusCode === undefined ? {} : { responseCode: responseStatusCode, responseHeaders: headers }),
      };
      void this.#devtools.send("Fetch.continueResponse", answer).catch(() => undefined);
    });
    await this.#devtools.send("Fetch.enable", { patterns: [{ urlPattern: "*", requestStage: "Response" }] });
  }

  async pressBack(): Promise<void> {
    await this.#devtools.send("Runtime.evaluate", { expression: "history.back()" });
  }

  /** What the page showed as it came back; null before it did. */
  returned(): Promise<Return | null> {
    return this.#read<Return | null>("window.returned ?? null");
  }

  screen(): Promise<Screen> {
    return this.#read<Screen>(SCREEN);
  }

  valueOf(selector: string): Promise<string | null> {
    return this.#read<string | null>(`document.querySelector(${JSON.stringify(selector)})?.value ?? null`);
  }

  async #read<Value>(expression: string): Promise<Value> {
    const { result } = await this.#devtools.send("Runtime.evaluate", { expression: `JSON.stringify(${expression})`, returnByValue: true });
    return JSON.parse(String(result.value)) as Value;
  }
}

/** Runs `work` with a page of a browser of its own, which is closed afterwards whatever happened. */
export async function withRememberingBrowser(
  baseURL: string,
  work: (page: RememberingPage, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const executablePath = findInstalledChromium();
  const browser = await chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    const context = await browser.newContext({ baseURL });
    await context.addInitScript(
      `addEventListener("pageshow", (event) => { window.returned = { isFromMemory: event.persisted, ...${SCREEN} }; });`,
    );
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send("Page.enable");
    await work(new RememberingPage(page, devtools), context);
  } finally {
    await browser.close();
  }
}
