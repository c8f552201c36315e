// Our cookies and the only reading of them. All are HttpOnly and Secure: page JavaScript never sees one.
import "server-only";
import type { ReadOnlyReason } from "@/lib/contracts/holds";
import { accept, refuse, type Result } from "@/lib/ground/result";

/** Names. `__Host-` forbids Domain and any path but `/`, so the refresh token, which lives under /api/auth, is `__Secure-`. */
export const COOKIES = {
  access: "__Host-hf_at",
  refresh: "__Secure-hf_rt",
  preAuth: "__Host-hf_pre",
  /** The next sign-in of this browser opens a session that may only look. */
  viewOnly: "__Host-hf_view",
  /** By which a browser is known again. */
  device: "__Host-hf_dev",
} as const;

/** The support desk's own; no trader's route reads one of them, and no route of the desk one of the traders'. */
export const OPS_COOKIES = { access: "__Host-hf_ops_at", refresh: "__Secure-hf_ops_rt", preAuth: "__Host-hf_ops_pre" } as const;

const REFRESH_PATH = "/api/auth";
const PRE_AUTH_SECONDS = 15 * 60;
// The browser may keep a session cookie for the longest absolute life; the verifier and the registry decide before that.
const SESSION_COOKIE_SECONDS = 12 * 60 * 60;
/** How long a browser stays known from the last sign-in on. */
export const KNOWN_DEVICE_SECONDS = 180 * 24 * 60 * 60;
const OURS = new Set<string>([...Object.values(COOKIES), ...Object.values(OPS_COOKIES)]);
// RFC 6265 trims only spaces and tabs; a wider trim would let `\u2000__Host-…` pass for ours.
const trim = (text: string): string => text.replace(/^[ \t]+|[ \t]+$/g, "");

/**
 * Reads our cookies from a raw Cookie header; others are ignored. Two of one of our names refuse the whole header:
 * one of them was planted, and no order of preference can know which.
 */
export function readCookies(header: string | null): Result<ReadonlyMap<string, string>, "duplicate_cookie"> {
  const found = new Map<string, string>();
  for (const pair of (header ?? "").split(";")) {
    const at = pair.indexOf("=");
    const name = trim(at === -1 ? pair : pair.slice(0, at));
    if (!OURS.has(name)) continue;
    if (found.has(name)) return refuse("duplicate_cookie");
    // A value is taken as it stands: browsers send none with spaces around it, so one that has them is not what we set.
    found.set(name, at === -1 ? "" : pair.slice(at + 1));
  }
  return accept(found);
}

/** What two cookies of ours may differ in. */
export interface Attributes {
  readonly sameSite: "Lax" | "Strict";
  readonly path: string;
  /** Null: until the browser is closed. */
  readonly maxAgeSeconds: number | null;
}

/** One Set-Cookie line in the only form that a cookie of ours has. */
export const setCookie = (name: string, value: string, { sameSite, path, maxAgeSeconds }: Attributes): string =>
  `${name}=${value}; Path=${path}; ${maxAgeSeconds === null ? "" : `Max-Age=${maxAgeSeconds}; `}HttpOnly; Secure; SameSite=${sameSite}`;

const SESSION = { sameSite: "Lax", path: "/", maxAgeSeconds: SESSION_COOKIE_SECONDS } as const;
const REFRESH = { sameSite: "Strict", path: REFRESH_PATH, maxAgeSeconds: SESSION_COOKIE_SECONDS } as const;
export const PRE_AUTH = { sameSite: "Strict", path: "/", maxAgeSeconds: PRE_AUTH_SECONDS } as const;
const DEVICE = { sameSite: "Strict", path: "/", maxAgeSeconds: KNOWN_DEVICE_SECONDS } as const;

/** Set-Cookie lines of a live session. Of one that may only look, because its machine is somebody else's, nothing outlives the browser. */
export function sessionSetCookies(
  tokens: { readonly accessToken: string; readonly refreshToken: string },
  readOnlyReason: ReadOnlyReason | null,
): string[] {
  const kept = readOnlyReason === "view_only" ? { maxAgeSeconds: null } : {};
  return [
    setCookie(COOKIES.access, tokens.accessToken, { ...SESSION, ...kept }),
    setCookie(COOKIES.refresh, tokens.refreshToken, { ...REFRESH, ...kept }),
  ];
}

/** Set-Cookie lines that end a session in the browser, the sign-in binding included. */
export function clearedSessionSetCookies(): string[] {
  return [
    setCookie(COOKIES.access, "", { ...SESSION, maxAgeSeconds: 0 }),
    setCookie(COOKIES.refresh, "", { ...REFRESH, maxAgeSeconds: 0 }),
    clearedPreAuthSetCookie(),
  ];
}

/** Set-Cookie line that binds a sign-in in progress, the traders' or the desk's, to this browser for 15 minutes. */
export function preAuthSetCookie(value: string, name: string = COOKIES.preAuth): string {
  return setCookie(name, value, PRE_AUTH);
}

/** Set-Cookie line that ends the binding of a sign-in in progress. */
export function clearedPreAuthSetCookie(): string {
  return setCookie(COOKIES.preAuth, "", { ...PRE_AUTH, maxAgeSeconds: 0 });
}

/** Set-Cookie line with which the next sign-in of this browser opens a session that may only look; it ends with that sign-in, or after 15 minutes. */
export function viewOnlySetCookie(): string {
  return setCookie(COOKIES.viewOnly, "1", PRE_AUTH);
}

/** Set-Cookie line that takes that choice back. */
export function clearedViewOnlySetCookie(): string {
  return setCookie(COOKIES.viewOnly, "", { ...PRE_AUTH, maxAgeSeconds: 0 });
}

/** Whether the browser that sent this header chose to look only. Any value counts, and a header that nobody can read does too: a doubt never lifts a limit. */
export function choseViewOnly(cookieHeader: string | null): boolean {
  const cookies = readCookies(cookieHeader);
  return !cookies.ok || cookies.value.has(COOKIES.viewOnly);
}

/** Set-Cookie line by which a browser is known again. It outlives sessions and sign-outs, and proves nothing. */
export function deviceSetCookie(token: string): string {
  return setCookie(COOKIES.device, token, DEVICE);
}

/** Set-Cookie line by which a browser that nobody is known by yet is told apart from others while it finishes a sign-in. */
export function passDeviceSetCookie(token: string): string {
  return setCookie(COOKIES.device, token, { ...DEVICE, maxAgeSeconds: PRE_AUTH_SECONDS });
}
