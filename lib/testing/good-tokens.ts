// Tokens that must be accepted, at the edges of what is.
import { claimed, deep, headed } from "./bend-token";
import { accessClaims, forge, FORGE_KEYS, FORGE_NOW_SECONDS as NOW, forgeText, GOOD_HEADER } from "./token-forge";

/** Good tokens, without which a verifier that refuses everything would pass for strict. */
export const GOOD_TOKENS: Readonly<Record<string, string>> = {
  "as the pool makes it": forge(),
  "by the pool's other key": forge(accessClaims(), { ...GOOD_HEADER, kid: "key-2" }, FORGE_KEYS.second),
  "with typ JWT": headed({ typ: "JWT" }),
  "with the header's members in another order": forgeText('{"alg":"RS256","kid":"key-1"}', JSON.stringify(accessClaims())),
  "with spaces in its JSON": forgeText(JSON.stringify(GOOD_HEADER, null, 2), JSON.stringify(accessClaims(), null, 2)),
  "ending in one second": claimed({ iat: NOW - 299, auth_time: NOW - 299, exp: NOW + 1 }),
  "issued 5 s ahead of us": claimed({ iat: NOW + 5, exp: NOW + 305, auth_time: NOW + 5 }),
  "with nbf now": claimed({ nbf: NOW }),
  "with nbf 5 s ahead": claimed({ nbf: NOW + 5 }),
  "with a life of exactly 900 s": claimed({ iat: NOW - 60, exp: NOW + 840 }),
  "signed in hours ago": claimed({ auth_time: NOW - 36_000 }),
  "with groups": claimed({ "cognito:groups": ["a", "b"] }),
  "with more scopes": claimed({ scope: "openid aws.cognito.signin.user.admin email" }),
  "with claims that Cognito may add": claimed({ device_key: "eu-central-1_x", acr: "2", amr: ["pwd", "otp"], version: 2 }),
  "eight levels deep": claimed({ x: deep(7) }),
  "with names in many scripts": claimed({ x: "naïve 値 \u{1F511} \u0000" }),
  "with 4 KB of claims": claimed({ pad: "p".repeat(4_000) }),
};
