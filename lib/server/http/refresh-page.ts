// The page between an expired session and where the trader was going. Its GET changes nothing: it posts a form once, from our own
// origin, so that the Strict refresh cookie comes along even when another site sent the trader here.
import "server-only";
import { randomBytes } from "node:crypto";
import { OUTAGE_PAGE, plainPage, plainPagePolicy, type PlainPage } from "@/lib/contracts/plain-page";

/** Where each side's form posts to. */
export type RefreshAction = "/api/auth/refresh" | "/api/ops/auth/refresh";

function htmlResponse(page: PlainPage, status: number, headers: Readonly<Record<string, string>> = {}): Response {
  const nonce = randomBytes(16).toString("base64url");
  const own = { "content-type": "text/html; charset=utf-8", "content-security-policy": plainPagePolicy(nonce) };
  return new Response(plainPage(page, nonce), { status, headers: { ...own, ...headers } });
}

/** The page that posts itself. `to` must be a path that was judged already. Without script its button does the same. */
export function refreshPage(to: string, action: RefreshAction): Response {
  const form = { action, to, label: "Continue", submitsItself: true };
  return htmlResponse({ title: "One moment · Holdfast", heading: null, sentence: "Renewing your session…", form }, 200);
}

/** What a person sees when the refresh met an outage: nothing is lost, and the button tries again. */
export function refreshUnavailablePage(to: string, action: RefreshAction): Response {
  const form = { action, to, label: "Try again", submitsItself: false };
  return htmlResponse({ ...OUTAGE_PAGE, heading: "We cannot renew your session right now", form }, 503, { "retry-after": "5" });
}
