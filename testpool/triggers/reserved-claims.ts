// Claims that no trigger may touch: whoever checks a token relies on them.

/** Neither token's, by AWS's list (documented). */
const ALWAYS = ["acr", "amr", "at_hash", "auth_time", "azp", "exp", "iat", "iss", "jti", "nbf", "nonce", "origin_jti", "sub", "token_use"];
/** The ID token's own (documented). */
const ID = new Set([...ALWAYS, "aud", "cognito:username", "identities"]);
/** The access token's own (documented, except `aud`, which is refused here whatever its value: assumed). */
const ACCESS = new Set([...ALWAYS, "aud", "client_id", "device_key", "event_id", "scope", "username", "version"]);

/** True for a claim that stays as it is; claims with the prefix `dev:` are always among them (documented). */
export function isReserved(token: "id" | "access", claim: string): boolean {
  return claim.startsWith("dev:") || (token === "id" ? ID : ACCESS).has(claim);
}
