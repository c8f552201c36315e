// Where a trader or an operator may be sent after sign-in or a refresh. An allow-list by form: what is not plainly a path of theirs is home.

/** Whose pages: the traders' or the support desk's. Neither is ever sent to the other's. */
export type Side = "trader" | "desk";

const HOME: Readonly<Record<Side, string>> = { trader: "/portfolio", desk: "/ops" };
const LENGTH_MAX = 1_024;
// Letters of RFC 3986 paths and queries; no backslash, no space, no control, nothing outside ASCII, no fragment.
const PLAIN = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?[\]]|%[0-9A-Fa-f]{2})*$/;
// Encoded forms that another reader may decode into a separator, a control, a dot or a percent sign.
const HIDDEN = /%(?:2[eEfF5]|5[cC]|[01][0-9A-Fa-f]|7[fF])/;
// Places that are not pages of that side: landing there would be a circle, a raw document or somebody else's door.
const NOT_A_LANDING: Readonly<Record<Side, RegExp>> = {
  trader: /^\/(?:api|_next|sign-in|sign-up|recover|ops)(?:[/?;]|$)/i,
  desk: /^\/(?:(?!ops(?:[/?]|$))|ops\/sign-in(?:[/?;]|$))/,
};

/**
 * The candidate itself when it is a path on this origin that a browser cannot read as another place, otherwise `/portfolio` (the desk's: `/ops`).
 * Anything doubtful is home: an absolute address, `//host`, a backslash, dot segments, encoded separators, our own sign-in pages.
 */
export function safeReturnPath(candidate: string | null | undefined, side: Side = "trader"): string {
  if (typeof candidate !== "string" || candidate.length > LENGTH_MAX || !PLAIN.test(candidate)) return HOME[side];
  const pathname = candidate.split("?", 1)[0] ?? "";
  if (pathname.includes("//") || HIDDEN.test(pathname) || NOT_A_LANDING[side].test(candidate)) return HOME[side];
  if (pathname.split("/").some((segment) => segment === "." || segment === "..")) return HOME[side];
  return candidate;
}
