// Checks of what a token says. Type checks stand apart from comparisons, and comparisons refuse NaN, so that no check leans on another.
import type { TokenCheck } from "./token-check";

type Claims = Readonly<Record<string, unknown>>;

const CLOCK_SKEW_SECONDS = 5;
const USERNAME_CHARACTERS_MAX = 128;
const USER_SCOPE = "aws.cognito.signin.user.admin";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const isUuid = (value: unknown): boolean => typeof value === "string" && UUID.test(value);
const isSeconds = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isName = (value: unknown): boolean => typeof value === "string" && value.length > 0 && value.length <= USERNAME_CHARACTERS_MAX;
const isListOfStrings = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === "string");
const time = (claims: Claims, name: string): number => Number(claims[name]);

/** Words of a scope; anything but words parted by single spaces has none (RFC 6749 §3.3). */
export function scopeWords(scope: unknown): readonly string[] {
  return typeof scope === "string" && /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(scope) ? scope.split(" ") : [];
}

const uuid = (name: string): TokenCheck => ({ name, stage: "claims", passes: (claims) => isUuid(claims[name]) });
const seconds = (name: string): TokenCheck => ({ name: `${name}_type`, stage: "claims", passes: (claims) => isSeconds(claims[name]) });

const OF_A_PERSON: readonly TokenCheck[] = [
  uuid("sub"),
  uuid("origin_jti"),
  {
    name: "groups",
    stage: "claims",
    passes: (claims) => claims["cognito:groups"] === undefined || isListOfStrings(claims["cognito:groups"]),
  },
];

const OF_ANYBODY: readonly TokenCheck[] = [
  { name: "issuer", stage: "claims", passes: (claims, policy) => claims["iss"] === policy.issuer },
  uuid("jti"),
  seconds("exp"),
  seconds("iat"),
  seconds("auth_time"),
  { name: "exp_after_iat", stage: "claims", passes: (claims) => time(claims, "exp") > time(claims, "iat") },
  { name: "lifetime", stage: "claims", passes: (claims, policy) => time(claims, "exp") - time(claims, "iat") <= policy.lifetimeSecondsMax },
  { name: "auth_time_before_iat", stage: "claims", passes: (claims) => time(claims, "auth_time") <= time(claims, "iat") },
  { name: "issued_in_future", stage: "times", passes: (claims, nowSeconds) => time(claims, "iat") <= nowSeconds + CLOCK_SKEW_SECONDS },
  {
    name: "not_before",
    stage: "times",
    passes: (claims, nowSeconds) =>
      claims["nbf"] === undefined || (isSeconds(claims["nbf"]) && time(claims, "nbf") <= nowSeconds + CLOCK_SKEW_SECONDS),
  },
  // Last of all, so that "expired" is said only of a token that is right in everything else.
  { name: "expired", stage: "times", passes: (claims, nowSeconds) => time(claims, "exp") > nowSeconds },
];

/** How far ahead of ours the pool's clock may seem. A token of a later hour is nobody's clock but a strange token. */
export const CLOCK_DOUBT_SECONDS_MAX = 15 * 60;

/** Whether claims that failed `issued_in_future` are rather a sign of two clocks that disagree. */
export const isClockInDoubt = (claims: Readonly<Record<string, unknown>>, nowSeconds: number): boolean =>
  time(claims, "iat") - nowSeconds <= CLOCK_DOUBT_SECONDS_MAX;

/** Checks of an access token's claims (Cognito's shape: `client_id`, no `aud`). */
export const ACCESS_CLAIM_CHECKS: readonly TokenCheck[] = [
  { name: "token_use", stage: "claims", passes: (claims) => claims["token_use"] === "access" },
  { name: "client_id", stage: "claims", passes: (claims, policy) => claims["client_id"] === policy.clientId },
  { name: "username", stage: "claims", passes: (claims) => isName(claims["username"]) },
  { name: "scope", stage: "claims", passes: (claims) => scopeWords(claims["scope"]).includes(USER_SCOPE) },
  ...OF_A_PERSON,
  ...OF_ANYBODY,
];

/** Checks of an ID token's claims. It is read once, from the pool's own answer, to learn the email; it opens nothing. */
export const ID_CLAIM_CHECKS: readonly TokenCheck[] = [
  { name: "token_use", stage: "claims", passes: (claims) => claims["token_use"] === "id" },
  { name: "audience", stage: "claims", passes: (claims, policy) => claims["aud"] === policy.clientId },
  { name: "email", stage: "claims", passes: (claims) => isName(claims["email"]) },
  ...OF_A_PERSON,
  ...OF_ANYBODY,
];

/**
 * Checks of a machine's access token (Cognito's client credentials grant: its `sub` is the client, and nobody has signed in). A token of a
 * person fails three of them, and a machine's fails as many of a person's, so that neither list leans on the client id alone.
 */
export const MACHINE_CLAIM_CHECKS: readonly TokenCheck[] = [
  { name: "token_use", stage: "claims", passes: (claims) => claims["token_use"] === "access" },
  { name: "client_id", stage: "claims", passes: (claims, policy) => claims["client_id"] === policy.clientId },
  { name: "sub_is_client", stage: "claims", passes: (claims, policy) => claims["sub"] === policy.clientId },
  {
    name: "nobody_signed_in",
    stage: "claims",
    passes: (claims) => ["username", "origin_jti", "cognito:groups", "cognito:username"].every((name) => claims[name] === undefined),
  },
  {
    name: "scope",
    stage: "claims",
    passes: (claims) => scopeWords(claims["scope"]).length > 0 && !scopeWords(claims["scope"]).includes(USER_SCOPE),
  },
  ...OF_ANYBODY,
];
