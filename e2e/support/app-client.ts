// A well-behaved browser without a browser: right Host, Origin, Sec-Fetch-* and cookies, over the raw client.
// Both processes of the product are reached by port while the origin they are told stays the same.
import { CookieJar } from "./cookie-jar";
import { COOKIE } from "./cookie-names";
import { headersOf, type RawAnswer } from "./raw-answer";
import type { RawRequest } from "./raw-request";
import { sendRaw } from "./send-raw";

/** Where the product runs: one origin, one port per process. */
export interface AppAddress {
  readonly origin: string;
  readonly ports: readonly [number, ...number[]];
}

export interface CallOptions {
  readonly json?: unknown;
  readonly headers?: readonly (readonly [string, string])[];
  /** Index of the process to ask; 0 unless told. */
  readonly process?: number;
}

/** A caller with its own cookie jar. */
export class AppClient {
  readonly app: AppAddress;
  readonly jar: CookieJar;
  /** What the client says it is. A thief on another machine says something else. */
  userAgent = "Mozilla/5.0 (Holdfast attack suite)";
  /** The loopback address it calls from; another /24 is another network. */
  from = "127.0.0.1";

  constructor(app: AppAddress, jar = new CookieJar()) {
    this.app = app;
    this.jar = jar;
  }

  /** Another client with a copy of this one's cookies, those of the auth routes only when `takesRefresh`. */
  copy(changes: { readonly userAgent?: string; readonly from?: string; readonly takesRefresh?: boolean } = {}): AppClient {
    const jar = this.jar.copy();
    if (changes.takesRefresh !== true) jar.drop(COOKIE.refresh);
    const thief = new AppClient(this.app, jar);
    thief.userAgent = changes.userAgent ?? this.userAgent;
    thief.from = changes.from ?? this.from;
    return thief;
  }

  /** Fetches as a script of our own page would; absorbs cookies. */
  call(method: string, target: string, options: CallOptions = {}): Promise<RawAnswer> {
    return this.send(this.request(method, target, options), options.process);
  }

  /** Sends a request that a suite has bent; absorbs cookies. */
  async send(request: RawRequest, process = 0): Promise<RawAnswer> {
    const answer = await sendRaw(this.portOf(process), request, undefined, this.from);
    this.jar.absorb(headersOf(answer, "set-cookie"));
    return answer;
  }

  /** Opens a page as a person's own navigation would; absorbs cookies, follows nothing. */
  open(target: string, options: CallOptions = {}): Promise<RawAnswer> {
    const navigation = [
      ["Accept", "text/html,application/xhtml+xml"],
      ["Sec-Fetch-Site", "none"],
      ["Sec-Fetch-Mode", "navigate"],
      ["Sec-Fetch-Dest", "document"],
    ] as const;
    return this.send(
      { method: "GET", target, headers: [...this.#base(target), ...navigation, ...(options.headers ?? [])] },
      options.process,
    );
  }

  /** The request that `call` would send, for suites that want to bend one part of it first. */
  request(method: string, target: string, options: CallOptions = {}): RawRequest {
    const body = options.json === undefined ? undefined : JSON.stringify(options.json);
    const content =
      body === undefined
        ? []
        : ([
            ["Content-Type", "application/json"],
            ["Content-Length", String(Buffer.byteLength(body))],
          ] as const);
    const origin = method === "GET" || method === "HEAD" ? [] : ([["Origin", this.app.origin]] as const);
    const fetchSite = [
      ["Sec-Fetch-Site", "same-origin"],
      ["Sec-Fetch-Mode", "cors"],
      ["Sec-Fetch-Dest", "empty"],
    ] as const;
    const empty = body === undefined && !["GET", "HEAD"].includes(method) ? ([["Content-Length", "0"]] as const) : [];
    const headers = merge([...this.#base(target), ...origin, ...fetchSite, ...content, ...empty], options.headers ?? []);
    return { method, target, headers, ...(body === undefined ? {} : { body }) };
  }

  portOf(process = 0): number {
    return this.app.ports[process] ?? this.app.ports[0];
  }

  #base(target: string): readonly (readonly [string, string])[] {
    const cookies = this.jar.headerFor(target.split("?")[0] ?? target);
    const base = [
      ["Host", new URL(this.app.origin).host],
      ["Connection", "close"],
      ["User-Agent", this.userAgent],
    ] as const;
    return cookies === null ? base : [...base, ["Cookie", cookies] as const];
  }
}

/** Later headers replace earlier ones of the same name. */
const merge = (base: readonly (readonly [string, string])[], over: readonly (readonly [string, string])[]) => [
  ...base.filter(([name]) => !over.some(([given]) => given.toLowerCase() === name.toLowerCase())),
  ...over,
];
