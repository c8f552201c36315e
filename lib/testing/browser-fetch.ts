// A browser's manners for code that runs in Node: a cookie jar, Origin and fetch metadata for calls to one origin. It also keeps
// what was answered, so that a test can search it for what must never be there.

/** One answer of the origin as script could see it, plus the cookie lines that it could not. */
export interface SeenAnswer {
  readonly operation: string;
  readonly status: number;
  readonly body: string;
  readonly cookieLines: readonly string[];
}

/** A browser with one origin. */
export interface TestBrowser {
  readonly fetch: typeof fetch;
  readonly jar: Map<string, string>;
  readonly answers: SeenAnswer[];
  /** Bodies that other addresses (the pool) answered to the server. */
  readonly elsewhere: string[];
  /** Requests to the origin as sent. */
  readonly requests: { readonly operation: string; readonly body: string }[];
}

function keepCookie(jar: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
  const at = pair.indexOf("=");
  const name = pair.slice(0, at);
  if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) jar.delete(name);
  else jar.set(name, pair.slice(at + 1));
}

/** Makes a browser for `origin`; calls elsewhere pass through `real` and are listened to. */
export function createTestBrowser(origin: string, real: typeof fetch): TestBrowser {
  const browser: TestBrowser = { jar: new Map(), answers: [], elsewhere: [], requests: [], fetch: (input, init) => send(input, init) };
  async function send(input: Parameters<typeof fetch>[0], init: Parameters<typeof fetch>[1]): Promise<Response> {
    // A path alone means the browser's own origin.
    const url = input instanceof Request ? input.url : String(input).replace(/^(?=\/)/, origin);
    if (!url.startsWith(`${origin}/`)) {
      const response = await real(input, init);
      if (!url.includes("/_testpool/")) browser.elsewhere.push(await response.clone().text());
      return response;
    }
    const headers = new Headers(init?.headers);
    headers.set("origin", origin);
    headers.set("sec-fetch-site", "same-origin");
    headers.set("x-forwarded-for", "203.0.113.7");
    if (browser.jar.size > 0) headers.set("cookie", [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const operation = (headers.get("x-amz-target") ?? "").split(".").at(-1) ?? "";
    browser.requests.push({ operation, body: typeof init?.body === "string" ? init.body : "" });
    const response = await real(url, { ...init, headers });
    const cookieLines = response.headers.getSetCookie();
    for (const line of cookieLines) keepCookie(browser.jar, line);
    browser.answers.push({ operation, status: response.status, body: await response.clone().text(), cookieLines });
    return response;
  }
  return browser;
}
