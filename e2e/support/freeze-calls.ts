// Freezing over raw HTTP: the link of a notice as a mail reader follows it, and the form as a browser posts it.
import type { AppClient } from "./app-client";
import type { Mail } from "./pool-control";
import { headerOf, type RawAnswer } from "./raw-answer";

/** The token of a notice's link. */
export function tokenOf({ text }: Mail): string {
  const token = /\/freeze\?token=([A-Za-z0-9_-]{43})$/m.exec(text)?.[1];
  if (token === undefined) throw new Error("The notice holds no freeze link");
  return token;
}

/** Posts the form of the page between, as a navigation from our own page; `headers` replace what it sends. */
export function postFreeze(
  client: AppClient,
  token: string,
  { process = 0, headers = [] }: { readonly process?: number; readonly headers?: readonly (readonly [string, string])[] } = {},
): Promise<RawAnswer> {
  const body = new URLSearchParams({ token }).toString();
  const form = [
    ["Content-Type", "application/x-www-form-urlencoded"],
    ["Content-Length", String(body.length)],
    ["Sec-Fetch-Mode", "navigate"],
    ["Sec-Fetch-Dest", "document"],
  ] as const;
  return client.send({ ...client.request("POST", "/api/account/freeze-link", { headers: [...form, ...headers] }), body }, process);
}

/** Which page a followed link ended at. */
export const outcomeOf = (answer: RawAnswer): string | null => /outcome=(\w+)$/.exec(headerOf(answer, "location") ?? "")?.[1] ?? null;
