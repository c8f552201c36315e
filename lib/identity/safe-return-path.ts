// Where a trader may be sent after sign-in or a refresh. An allow-list by form: what is not plainly a path of ours is home.

const HOME = "/portfolio";
const LENGTH_MAX = 1_024;
// Letters of RFC 3986 paths and queries; no backslash, no space, no control, nothing outside ASCII, no fragment.
const PLAIN = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?[\]]|%[0-9A-Fa-f]{2})*$/;
// Encoded forms that another reader may decode into a separator, a control, a dot or a percent sign.
const HIDDEN = /%(?:2[eEfF5]|5[cC]|[01][0-9A-Fa-f]|7[fF])/;
// Places that are not pages of a trader: landing there would be a circle or a raw document.
const NOT_A_LANDING = /^\/(?:api|_next|sign-in|sign-up|recover)(?:[/?;]|$)/i;

/**
 * The candidate itself when it is a path on this origin that a browser cannot read as another place, otherwise `/portfolio`.
 * Anything doubtful is home: an absolute address, `//host`, a backslash, dot segments, encoded separators, our own sign-in pages.
 */
export function safeReturnPath(candidate: string | null | undefined): string {
  if (typeof candidate !== "string" || candidate.length > LENGTH_MAX || !PLAIN.test(candidate)) return HOME;
  const pathname = candidate.split("?", 1)[0] ?? "";
  if (pathname.includes("//") || HIDDEN.test(pathname) || NOT_A_LANDING.test(candidate)) return HOME;
  if (pathname.split("/").some((segment) => segment === "." || segment === "..")) return HOME;
  return candidate;
}
