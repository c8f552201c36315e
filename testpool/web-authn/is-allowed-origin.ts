// A passkey ceremony counts only on a page of the relying party (WebAuthn Level 3 §13.4.9).

/**
 * True for an https origin, or http on localhost, whose host is `relyingPartyId` or lies under it. Only the canonical form
 * of an origin is accepted, as browsers write it.
 */
export function isAllowedOrigin(origin: string, relyingPartyId: string): boolean {
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (url === null || url.origin !== origin) return false;
  const isLocalhost = url.hostname === "localhost" || url.hostname.endsWith(".localhost");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLocalhost)) return false;
  return url.hostname === relyingPartyId || url.hostname.endsWith(`.${relyingPartyId}`);
}
