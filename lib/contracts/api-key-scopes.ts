// What a key for a program may do. Nothing that moves money or changes an account is a scope, so no key can ever be given it.

export const API_SCOPES = ["portfolio:read", "activity:read", "markets:read"] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** Each scope in a trader's words. */
export const API_SCOPE_WORDS: Readonly<Record<ApiScope, string>> = {
  "portfolio:read": "Read your portfolio",
  "activity:read": "Read your activity",
  "markets:read": "Read markets and trades",
};

/** Lives on offer, in days. */
export const API_KEY_DAYS = [7, 30, 90, 365] as const;
