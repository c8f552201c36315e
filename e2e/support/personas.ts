// Who asks: from nobody to people whose papers are nearly right. Each is a Cookie header, because that is all a server sees.
import { COOKIE } from "./cookie-names";
import type { Harness, SignedIn } from "./harness";
import { claimsOf, mintHs256WithPublicKey, mintRs256, mintUnsigned, poolKeys, strangersKey } from "./mint-token";
import { provePassword, signUp } from "./trader";

export interface Persona {
  readonly name: string;
  /** Null sends no Cookie header at all. */
  readonly cookies: string | null;
}

export const ANONYMOUS: Persona = { name: "anonymous", cookies: null };

/** Somebody whose password was right and who still owes the second factor. */
export async function halfSignedIn(harness: Harness): Promise<Persona> {
  const client = harness.newClient();
  const person = await signUp(client, harness.facts, harness.control);
  await provePassword(client, harness.facts, person, new Date((await harness.control.nowSeconds()) * 1000));
  const cookies = client.jar.headerFor("/api/auth");
  if (cookies === null) throw new Error("A half-finished sign-in left no cookie at all");
  return { name: "half-signed-in", cookies };
}

/** The owner's own token, aged: right in everything but its end. The clock need not move for it. */
export function expired(harness: Harness, owner: SignedIn): Persona {
  const claims = claimsOf(owner.client.jar.get(COOKIE.access) ?? "");
  const age = 600;
  const aged = {
    ...claims,
    exp: Number(claims["exp"]) - age,
    iat: Number(claims["iat"]) - age,
    auth_time: Number(claims["auth_time"]) - age,
  };
  return { name: "expired", cookies: accessCookie(mintRs256(aged, keysOf(harness).access)) };
}

/** Tokens that are wrong in one thing each, made from the owner's live claims and, where it helps, with the pool's real keys. */
export async function badTokens(harness: Harness, owner: SignedIn): Promise<readonly Persona[]> {
  const live = owner.client.jar.get(COOKIE.access) ?? "";
  const claims = claimsOf(live);
  const { access, id } = keysOf(harness);
  const realId = (await harness.secrets()).findLast(({ kind, value }) => kind === "id-token" && claimsOf(value)["sub"] === claims["sub"]);
  if (realId === undefined) throw new Error("The recorder saw no ID token of this trader");
  const [head = "", body = "", signature = ""] = live.split(".");
  const bad: Record<string, string> = {
    "forged by a stranger under the real key id": mintRs256(claims, strangersKey(access.kid)),
    "forged by a stranger under an unknown key id": mintRs256(claims, strangersKey("unknown")),
    "the real ID token in the access cookie": realId.value,
    "an ID token signed by the access key": mintRs256({ ...claims, token_use: "id", aud: claims["client_id"] }, access),
    "another client's access token": mintRs256({ ...claims, client_id: "0".repeat(26) }, access),
    "another pool's issuer": mintRs256({ ...claims, iss: `${String(claims["iss"])}X` }, access),
    "the other form of the issuer": mintRs256(
      { ...claims, iss: String(claims["iss"]).replace("://cognito-idp", "://issuer-cognito-idp") },
      access,
    ),
    "no issuer": mintRs256({ ...claims, iss: undefined }, access),
    "not valid yet": mintRs256({ ...claims, nbf: Number(claims["iat"]) + 3600 }, access),
    "issued in the future": mintRs256({ ...claims, iat: Number(claims["iat"]) + 3600, exp: Number(claims["exp"]) + 3600 }, access),
    "valid for a year": mintRs256({ ...claims, exp: Number(claims["exp"]) + 31_536_000 }, access),
    "without an end": mintRs256({ ...claims, exp: undefined }, access),
    "of a session nobody opened": mintRs256({ ...claims, origin_jti: "00000000-0000-4000-8000-000000000000" }, access),
    "of another trader in this session": mintRs256({ ...claims, sub: "00000000-0000-4000-8000-000000000000" }, access),
    "a critical header": mintRs256(claims, access, { crit: ["b64"], b64: true }),
    "a key in the header": mintRs256(claims, access, { jwk: { kty: "RSA" } }),
    "a key address in the header": mintRs256(claims, access, { jku: "http://evil.example/jwks.json" }),
    "HS256 with the public key": mintHs256WithPublicKey(claims, access),
    "alg none": mintUnsigned(claims, "none"),
    "alg None with the real key id": mintUnsigned(claims, "None", id.kid),
    "alg nOnE": mintUnsigned(claims, "nOnE"),
    "the signature cut off": `${head}.${body}.`,
    "the claims changed": `${head}.${Buffer.from(JSON.stringify({ ...claims, sub: "x" })).toString("base64url")}.${signature}`,
    "a padded signature": `${live}=`,
    "a fourth segment": `${live}.x`,
    "twice the token": `${live}${live}`,
    nothing: "",
  };
  return Object.entries(bad).map(([name, token]) => ({ name, cookies: accessCookie(token) }));
}

/** The stand-ins that page JavaScript holds, in the places of the real tokens. */
export async function shells(owner: SignedIn): Promise<readonly Persona[]> {
  const answer = await owner.client.call("GET", "/api/auth/session");
  const { shells: held } = JSON.parse(answer.text) as { shells: Record<string, string> };
  return ["accessToken", "idToken", "refreshToken"].map((name) => ({
    name: `the page's ${name} shell`,
    cookies: accessCookie(held[name] ?? ""),
  }));
}

/** A live session, as the paired acceptance of every refusal. */
export const signedIn = ({ client }: SignedIn): Persona => ({ name: "signed in", cookies: client.jar.headerFor("/") });

export const accessCookie = (token: string): string => `${COOKIE.access}=${token}`;

const keysOf = (harness: Harness) => poolKeys(harness.facts.poolKeyFile, harness.facts.userPoolId);
