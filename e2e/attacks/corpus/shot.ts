// One request of the gate-bypass corpus before an address and a persona are known: what is asked, and how it is bent.
import type { RawRequest } from "../../support/raw-request";

export interface Shot {
  readonly family: string;
  readonly method: string;
  readonly target: string;
  /** Headers beside Host, Connection and the persona's cookies. A header named Host replaces the right one. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
}

/** What a family is told: the addresses that only a signed-in trader may read, and what a public address is. */
export interface Targets {
  readonly pages: readonly string[];
  readonly apis: readonly string[];
  readonly publicPage: string;
  readonly publicApi: string;
  readonly origin: string;
}

export type Family = (targets: Targets) => readonly Shot[];

type Bend = { readonly method?: string; readonly headers?: Shot["headers"]; readonly body?: string };

/** A shot that is a plain GET but for what is given. */
export const shot = (family: string, target: string, bend: Bend = {}): Shot => ({
  family,
  method: bend.method ?? "GET",
  target,
  headers: bend.headers ?? [],
  ...(bend.body === undefined ? {} : { body: bend.body }),
});

/** Every combination of two lists, left before right. */
export const each = <Left, Right, Made>(left: readonly Left[], right: readonly Right[], make: (left: Left, right: Right) => Made): Made[] =>
  left.flatMap((one) => right.map((other) => make(one, other)));

/** The shot as bytes will carry it: addressed to the origin's host, with the persona's cookies unless the shot brings its own. */
export function aimed(given: Shot, origin: string, cookies: string | null): RawRequest {
  const bringsHost = given.headers.some(([name]) => name.toLowerCase() === "host");
  const host = bringsHost ? [] : ([["Host", new URL(origin).host]] as const);
  const cookie = cookies === null ? [] : ([["Cookie", cookies]] as const);
  const length = given.body === undefined ? [] : ([["Content-Length", String(Buffer.byteLength(given.body))]] as const);
  const headers = [
    ...host,
    ["Connection", "close"] as const,
    ...cookie,
    ...length,
    ...given.headers.filter(([, value]) => value !== ABSENT),
  ];
  return { method: given.method, target: given.target, headers, ...(given.body === undefined ? {} : { body: given.body }) };
}

/** As a header's value: the header is left out altogether (for requests without a Host). */
export const ABSENT = "\0absent";
