// Everything a script on our pages could get hold of while a journey runs: what the browser was answered, what it shows, what it stores,
// what it prints. The journeys end by searching all of it for every secret that passed between the product and the pool.
import type { BrowserContext, CDPSession, Page } from "@playwright/test";
import type { SeenSecret } from "./secrets-seen";

/** One piece of text a script could read, and where it stood. */
export interface Seen {
  readonly where: string;
  readonly text: string;
}

/** A secret found where page JavaScript can reach it. The value itself is not repeated, so that a failing run prints no secret either. */
export interface Leak {
  readonly kind: string;
  readonly operation: string;
  readonly where: string;
}

/** An authenticator's key is shown to its owner once, by design; everything else never leaves the server. */
const SHOWN_BY_DESIGN = new Set(["totp-secret"]);
/** Shorter strings would match by chance. */
const SECRET_CHARACTERS_MIN = 16;
const SETTLE_MS_MAX = 3_000;
/** An answer that never ends; it is noted piece by piece. */
const STREAM = /\/stream$/;

/** Watches every page of one browser context from its first request on. */
export class Watch {
  readonly seen: Seen[] = [];
  readonly foreignRequests: string[] = [];
  readonly requestBodies: Seen[] = [];
  readonly consoleFaults: string[] = [];
  readonly #origin: string;
  readonly #pending = new Set<Promise<unknown>>();

  constructor(context: BrowserContext, origin: string) {
    this.#origin = origin;
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.origin !== origin && url.protocol !== "data:" && url.protocol !== "blob:") this.foreignRequests.push(url.origin);
      const target = request.headers()["x-amz-target"]?.split(".").at(1);
      this.requestBodies.push({
        where: target ?? `${request.method()} ${url.pathname}`,
        text: `${request.url()}\n${request.postData() ?? ""}`,
      });
    });
    context.on("response", (response) => {
      if (STREAM.test(new URL(response.url()).pathname)) return;
      const reading = response
        .text()
        .catch(() => "")
        .then((text) => {
          const { pathname } = new URL(response.url());
          this.seen.push({ where: `body of ${pathname}`, text });
        });
      this.#wait(reading);
    });
    context.on("console", (message) => {
      this.seen.push({ where: "console", text: message.text() });
      if (/Content Security Policy|Refused to|Hydration|did not match/i.test(message.text())) this.consoleFaults.push(message.text());
    });
    context.on("weberror", (error) => this.consoleFaults.push(error.error().message));
  }

  /**
   * Holds every API answer to this page back until its body is noted. Without this, the browser throws away the body of an answer that the page
   * acts on by leaving, and that is exactly the answer that ends a sign-in.
   */
  async follow(page: Page): Promise<void> {
    const devtools = await page.context().newCDPSession(page);
    devtools.on("Fetch.requestPaused", ({ requestId, request, responseStatusCode, responseErrorReason, responseHeaders = [] }) => {
      const isAnswer = responseStatusCode !== undefined || responseErrorReason !== undefined;
      if (!isAnswer) {
        // A stream that has once been held makes the browser fall over when the page lets go of it, so it is never held.
        const interceptResponse = !STREAM.test(new URL(request.url).pathname);
        void devtools.send("Fetch.continueRequest", { requestId, interceptResponse }).catch(() => undefined);
        return;
      }
      const isFile = responseHeaders.some(({ name, value }) => name.toLowerCase() === "content-disposition" && /^attachment/.test(value));
      this.#wait(
        isFile
          ? devtools.send("Fetch.continueResponse", { requestId }).catch(() => undefined)
          : this.#note(devtools, requestId, request.url),
      );
    });
    devtools.on("Network.responseReceived", ({ requestId, response }) => {
      if (response.mimeType === "text/event-stream")
        void devtools.send("Network.streamResourceContent", { requestId }).catch(() => undefined);
    });
    devtools.on("Network.dataReceived", ({ data }) => {
      if (data !== undefined) this.seen.push({ where: "a stream", text: Buffer.from(data, "base64").toString("utf8") });
    });
    await devtools.send("Network.enable");
    await devtools.send("Fetch.enable", { patterns: [{ urlPattern: `${this.#origin}/api/*`, requestStage: "Request" }] });
  }

  #wait(work: Promise<unknown>): void {
    this.#pending.add(work);
    void work.finally(() => this.#pending.delete(work));
  }

  async #note(devtools: CDPSession, requestId: string, url: string): Promise<void> {
    const { pathname } = new URL(url);
    // A redirect has no body and a page that was closed has no request any more; neither hides anything from a script.
    const answer = await devtools.send("Fetch.getResponseBody", { requestId }).catch(() => ({ body: "", base64Encoded: false }));
    const text = answer.base64Encoded ? Buffer.from(answer.body, "base64").toString("utf8") : answer.body;
    this.seen.push({ where: `body of ${pathname}`, text });
    await devtools.send("Fetch.continueResponse", { requestId }).catch(() => undefined);
  }

  /** Reads what the page holds now: its markup, its address, its stores, the cookies a script can see and the strings on `window`. */
  async look(page: Page): Promise<void> {
    if (page.isClosed() || !page.url().startsWith(this.#origin)) return;
    const held = await page.evaluate(async () => {
      const databases = await indexedDB.databases();
      const caches = await window.caches.keys().catch(() => []);
      const globals = Object.entries(window).flatMap(([name, value]) => (typeof value === "string" ? [`${name}=${value}`] : []));
      return {
        markup: document.documentElement.outerHTML,
        fields: [...document.querySelectorAll("input")].map((field) => field.value).join("\n"),
        cookies: document.cookie,
        local: JSON.stringify(Object.entries(localStorage)),
        session: JSON.stringify(Object.entries(sessionStorage)),
        databases: JSON.stringify(databases),
        caches: JSON.stringify(caches),
        globals: globals.join("\n"),
      };
    });
    for (const [where, text] of Object.entries(held)) this.seen.push({ where: `${where} of ${new URL(page.url()).pathname}`, text });
  }

  /** Waits until every answer has been read. The body of a page that was left while it loaded never comes, so the wait has an end. */
  async settle(): Promise<void> {
    await Promise.race([Promise.all(this.#pending), new Promise((resolve) => setTimeout(resolve, SETTLE_MS_MAX))]);
  }
}

/** Every secret that stands somewhere in what was seen. */
export function findLeaks(seen: readonly Seen[], secrets: readonly SeenSecret[]): readonly Leak[] {
  const guarded = secrets.filter(({ kind, value }) => !SHOWN_BY_DESIGN.has(kind) && value.length >= SECRET_CHARACTERS_MIN);
  return seen.flatMap(({ where, text }) =>
    guarded.filter(({ value }) => text.includes(value)).map(({ kind, operation }) => ({ kind, operation, where })),
  );
}

const TOKEN_LIKE = [/[\w-]{16,}\.[\w-]{16,}\.[\w-]+(\.[\w-]*)*/g, /shell\.[0-9a-f-]{36}/g, /"Session":"([^"]+)"/g];

/** Everything that looks like a credential, so that each can be tried. */
export function credentialsIn(seen: readonly Seen[]): readonly string[] {
  const found = seen
    .filter(({ where }) => !/\/_next\/static\//.test(where))
    .flatMap(({ text }) =>
      TOKEN_LIKE.flatMap((pattern) =>
        [...text.matchAll(pattern)].map((match) => (match[1]?.length && pattern === TOKEN_LIKE[2] ? match[1] : match[0])),
      ),
    );
  return [...new Set(found)];
}
