// Reads what a shell *claims*. The result is a claim to be compared with a verified cookie, never a proof of anything.

/** The session that a shell names. */
export interface ShellSubject {
  readonly sub: string;
  readonly originJti: string;
}

const REFRESH_PREFIX = "shell.";
const LENGTH_MAX = 4096;

function payloadOf(token: string): Record<string, unknown> | null {
  const [header, payload, signature, ...rest] = token.split(".");
  if (header === undefined || payload === undefined || signature !== "shell" || rest.length > 0) return null;
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The session that an access shell names; null for anything that is not one of our access shells, real tokens included. */
export function readAccessShell(token: string): ShellSubject | null {
  const claims = token.length <= LENGTH_MAX ? payloadOf(token) : null;
  if (claims?.["token_use"] !== "access") return null;
  const { sub, origin_jti: originJti } = claims;
  return typeof sub === "string" && typeof originJti === "string" ? { sub, originJti } : null;
}

/** The `origin_jti` that a refresh shell names; null for anything else, real refresh tokens included. */
export function readRefreshShell(token: string): string | null {
  const originJti = token.startsWith(REFRESH_PREFIX) && token.length <= 256 ? token.slice(REFRESH_PREFIX.length) : "";
  return /^[A-Za-z0-9-]+$/.test(originJti) ? originJti : null;
}
