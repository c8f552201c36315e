// The corpus of bad tokens by family. Each must be refused; for each check of the verifier at least one gets through when that check is deleted.
// Here: families I to L, tokens of a sound form that say something wrong. Family M (key sets) is tested where keys are guarded.
import { type BadToken, claimed, family } from "./bend-token";
import { MISSHAPEN_TOKENS } from "./misshapen-tokens";
import { accessClaims, forge, FORGE_KEYS, FORGE_NOW_SECONDS as NOW, forgeText, GOOD_HEADER, idClaims } from "./token-forge";

const headerText = JSON.stringify(GOOD_HEADER);
const payloadText = JSON.stringify(accessClaims());

const issuer = String(accessClaims()["iss"]);
const issuers = family("I issuer", {
  ...Object.fromEntries(
    [
      `${issuer}/`,
      issuer.replace("https:", "http:"),
      issuer.toUpperCase(),
      ` ${issuer}`,
      `${issuer} `,
      `${issuer}\u0000`,
      issuer.replace("Forge1234", "Forge12345"),
      issuer.replace("Forge1234", "Forge123"),
      issuer.replace("eu-central-1", "eu-central-2"),
      issuer.replace(".com", ".com.evil.example"),
      `https://evil.example/?${issuer}`,
      issuer.replace("cognito-idp", "issuer-cognito-idp"),
      issuer.replace("https://", "https://x@"),
      `${issuer}#`,
      `${issuer}?`,
      "",
      "null",
    ].map((iss) => [`iss ${JSON.stringify(iss)}`, claimed({ iss })]),
  ),
  "iss a list": claimed({ iss: [issuer] }),
  "iss null": claimed({ iss: null }),
  "no iss": claimed({ iss: undefined }),
});

const clients = family("J client and token use", {
  "an ID token": forge(idClaims()),
  "an ID token by the other key": forge(idClaims(), { ...GOOD_HEADER, kid: "key-2" }, FORGE_KEYS.second),
  "token_use id, else an access token": claimed({ token_use: "id" }),
  "token_use refresh": claimed({ token_use: "refresh" }),
  "token_use in capitals": claimed({ token_use: "Access" }),
  "token_use a list": claimed({ token_use: ["access"] }),
  "no token_use": claimed({ token_use: undefined }),
  "another client": claimed({ client_id: "otherclient" }),
  "another client, ours as aud": claimed({ client_id: "otherclient", aud: "holdfastclient" }),
  "client in capitals": claimed({ client_id: "HOLDFASTCLIENT" }),
  "client a list": claimed({ client_id: ["holdfastclient"] }),
  "client with a space": claimed({ client_id: "holdfastclient " }),
  "no client": claimed({ client_id: undefined }),
  "only aud": claimed({ client_id: undefined, aud: "holdfastclient" }),
});

const times = family("K time", {
  "expired a second ago": claimed({ iat: NOW - 301, auth_time: NOW - 301, exp: NOW - 1 }),
  "expiring now": claimed({ iat: NOW - 300, auth_time: NOW - 300, exp: NOW }),
  "expired a year ago": claimed({ iat: NOW - 31_536_300, auth_time: NOW - 31_536_300, exp: NOW - 31_536_000 }),
  "no exp": claimed({ exp: undefined }),
  "exp a string": claimed({ exp: String(NOW + 240) }),
  "exp null": claimed({ exp: null }),
  "exp a list": claimed({ exp: [NOW + 240] }),
  "exp with a fraction": claimed({ exp: NOW + 239.5 }),
  "exp beyond safe integers": claimed({ exp: 9_007_199_254_740_993 }),
  "exp infinite": forgeText(headerText, payloadText.replace(String(NOW + 240), "1e999")),
  "exp negative": claimed({ exp: -1 }),
  "exp in milliseconds": claimed({ exp: (NOW + 240) * 1_000 }),
  "issued 6 s in the future": claimed({ iat: NOW + 6, exp: NOW + 300 }),
  "issued tomorrow": claimed({ iat: NOW + 86_400, exp: NOW + 86_700, auth_time: NOW }),
  "no iat": claimed({ iat: undefined }),
  "iat a string": claimed({ iat: String(NOW - 60) }),
  "iat with a fraction": claimed({ iat: NOW - 59.5 }),
  "iat null": claimed({ iat: null }),
  "not before in 6 s": claimed({ nbf: NOW + 6 }),
  "nbf a string": claimed({ nbf: String(NOW) }),
  "nbf null": claimed({ nbf: null }),
  "nbf with a fraction": claimed({ nbf: NOW - 0.5 }),
  "exp before iat": claimed({ iat: NOW + 5, exp: NOW + 3, auth_time: NOW }),
  "exp equal to iat": claimed({ iat: NOW + 4, exp: NOW + 4, auth_time: NOW }),
  "a life of 901 s": claimed({ iat: NOW - 60, exp: NOW + 841 }),
  "a life of a day": claimed({ exp: NOW + 86_340 }),
  "signed in after it was issued": claimed({ auth_time: NOW - 59 }),
  "signed in in the future": claimed({ auth_time: NOW + 3_600 }),
  "no auth_time": claimed({ auth_time: undefined }),
  "auth_time a string": claimed({ auth_time: String(NOW - 60) }),
  "auth_time null": claimed({ auth_time: null }),
  "auth_time with a fraction": claimed({ auth_time: NOW - 60.5 }),
  "auth_time negative": claimed({ auth_time: -1 }),
});

const uuidFaults = (name: string): Record<string, string> => ({
  [`no ${name}`]: claimed({ [name]: undefined }),
  [`${name} empty`]: claimed({ [name]: "" }),
  [`${name} null`]: claimed({ [name]: null }),
  [`${name} a number`]: claimed({ [name]: 1 }),
  [`${name} a list`]: claimed({ [name]: ["0a1b2c3d-0000-4000-8000-00000000aaaa"] }),
  [`${name} in capitals`]: claimed({ [name]: "0A1B2C3D-0000-4000-8000-00000000AAAA" }),
  [`${name} with a tail`]: claimed({ [name]: "0a1b2c3d-0000-4000-8000-00000000aaaa'--" }),
  [`${name} with a newline`]: claimed({ [name]: "0a1b2c3d-0000-4000-8000-00000000aaaa\n" }),
});
const claims = family("L claims", {
  ...uuidFaults("sub"),
  ...uuidFaults("jti"),
  ...uuidFaults("origin_jti"),
  "a machine's token": claimed({ sub: "holdfastclient", username: undefined, version: 2, origin_jti: undefined }),
  "no username": claimed({ username: undefined }),
  "username empty": claimed({ username: "" }),
  "username a number": claimed({ username: 1 }),
  "username of 129 letters": claimed({ username: "u".repeat(129) }),
  "no scope": claimed({ scope: undefined }),
  "scope empty": claimed({ scope: "" }),
  "scope a list": claimed({ scope: ["aws.cognito.signin.user.admin"] }),
  "scope as part of a word": claimed({ scope: "aws.cognito.signin.user.administrator" }),
  "scope behind a prefix": claimed({ scope: "x-aws.cognito.signin.user.admin" }),
  "scope parted by a tab": claimed({ scope: "openid\taws.cognito.signin.user.admin" }),
  "scope parted by commas": claimed({ scope: "openid,aws.cognito.signin.user.admin" }),
  "another scope": claimed({ scope: "openid email" }),
  "groups a string": claimed({ "cognito:groups": "operators" }),
  "groups with a number": claimed({ "cognito:groups": ["operators", 1] }),
  "groups an object": claimed({ "cognito:groups": { 0: "operators", length: 1 } }),
});

/** Every bad token, all judged at the forge's own instant under the forge's own key set. */
export const BAD_TOKENS: readonly BadToken[] = [...MISSHAPEN_TOKENS, ...issuers, ...clients, ...times, ...claims];
