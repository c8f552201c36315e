// The HttpOnly cookie that ties a sign-in (or sign-up) in progress to one browser.
import "server-only";
import { randomBytes } from "node:crypto";

import { preAuthSetCookie } from "@/lib/server/session/cookies";

import type { Exchange } from "./exchange";

const FORM = /^[A-Za-z0-9_-]{43}$/;

/** The browser's binding; null when it has none, or one that we did not make. */
export function currentPreAuth(exchange: Exchange): string | null {
  const value = exchange.cookies.get(exchange.flow.preAuthCookie);
  return value !== undefined && FORM.test(value) ? value : null;
}

/** Gives the browser a new binding: whatever was sealed under the old one is worthless from now on. */
export function rotatePreAuth(exchange: Exchange): string {
  const value = randomBytes(32).toString("base64url");
  exchange.setCookies.push(preAuthSetCookie(value, exchange.flow.preAuthCookie));
  return value;
}
