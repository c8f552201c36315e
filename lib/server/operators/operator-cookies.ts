// Set-Cookie lines of the desk. Its refresh token travels to its own door only, and everything ends with the shift.
import "server-only";
import { OPERATOR_SESSION_SECONDS } from "@/lib/policy/operator-policy";
import { OPS_COOKIES, PRE_AUTH, setCookie } from "@/lib/server/session/cookies";

// Strict where the traders' is Lax: nobody comes to the desk by a link from somewhere else.
const SESSION = { sameSite: "Strict", path: "/", maxAgeSeconds: OPERATOR_SESSION_SECONDS } as const;
const REFRESH = { sameSite: "Strict", path: "/api/ops", maxAgeSeconds: OPERATOR_SESSION_SECONDS } as const;

/** Set-Cookie lines of a live session of the desk. */
export function operatorSetCookies(tokens: { readonly accessToken: string; readonly refreshToken: string }): string[] {
  return [setCookie(OPS_COOKIES.access, tokens.accessToken, SESSION), setCookie(OPS_COOKIES.refresh, tokens.refreshToken, REFRESH)];
}

/** Set-Cookie lines that end a session of the desk in the browser, the sign-in binding included. */
export function clearedOperatorSetCookies(): string[] {
  return [
    setCookie(OPS_COOKIES.access, "", { ...SESSION, maxAgeSeconds: 0 }),
    setCookie(OPS_COOKIES.refresh, "", { ...REFRESH, maxAgeSeconds: 0 }),
    clearedOperatorPreAuth(),
  ];
}

/** Set-Cookie line that ends the binding of a sign-in in progress. */
export const clearedOperatorPreAuth = (): string => setCookie(OPS_COOKIES.preAuth, "", { ...PRE_AUTH, maxAgeSeconds: 0 });
