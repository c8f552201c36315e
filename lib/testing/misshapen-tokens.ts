// Families A to H: tokens whose form is wrong, whatever they claim.
import { generateKeyPairSync } from "node:crypto";
import { type BadToken, claimed, deep, family, headed } from "./bend-token";
import {
  accessClaims,
  b64,
  forge,
  FORGE_KEYS,
  FORGE_PUBLIC_KEYS,
  forgeText,
  forgeWith,
  GOOD_HEADER,
  publicJwk,
  signRs256,
} from "./token-forge";

const good = forge();
const [header = "", payload = "", signature = ""] = good.split(".");
const headerText = JSON.stringify(GOOD_HEADER);
const payloadText = JSON.stringify(accessClaims());
const withName = (json: string, member: string): string => json.replace(/^\{/, `{${member},`);
const withBytes = (text: string, marker: string, bytes: readonly number[]): Buffer => {
  const at = Buffer.from(text).indexOf(marker);
  return Buffer.concat([Buffer.from(text).subarray(0, at), Buffer.from(bytes), Buffer.from(text).subarray(at + marker.length)]);
};
/** Another spelling of the same bytes: the left-over bits of the last letter set. */
const otherSpelling = (segment: string): string => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return segment.slice(0, -1) + (alphabet[alphabet.indexOf(segment.at(-1) ?? "A") + 1] ?? "B");
};

const unsigned = family("A unsigned, wrong segment count", {
  empty: "",
  "a dot": ".",
  "two dots": "..",
  "a word": "token",
  "one segment": header,
  "two segments": `${header}.${payload}`,
  "no signature": `${header}.${payload}.`,
  "no payload": `${header}..${signature}`,
  "no header": `.${payload}.${signature}`,
  "four segments": `${good}.${signature}`,
  "five segments, as an encrypted token": `${header}.${payload}.${signature}.${payload}.${signature}`,
  "a leading dot": `.${good}`,
  "a trailing dot": `${good}.`,
  ...Object.fromEntries(
    ["none", "None", "NONE", "nOnE", ""].map((alg) => [
      `alg ${alg || "empty"} without signature`,
      `${b64(JSON.stringify({ ...GOOD_HEADER, alg }))}.${payload}.`,
    ]),
  ),
  "alg none with a signature": forge(accessClaims(), { ...GOOD_HEADER, alg: "none" }),
  "a shell": `${b64(JSON.stringify({ alg: "none", typ: "shell" }))}.${payload}.shell`,
});

const pem = FORGE_PUBLIC_KEYS.first.export({ type: "spki", format: "pem" }).toString();
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const ed = generateKeyPairSync("ed25519").privateKey;
const algorithms = family("B algorithm and key confusion", {
  ...Object.fromEntries(["RS384", "RS512", "PS256", "PS384", "PS512"].map((alg) => [`${alg} by the pool's own key`, forgeWith(alg)])),
  ...Object.fromEntries(
    ["HS256", "HS384", "HS512"].map((alg) => [`${alg} keyed with the public key`, forgeWith(alg, accessClaims(), {}, pem)]),
  ),
  "HS256 keyed with the modulus": forgeWith("HS256", accessClaims(), {}, String(FORGE_PUBLIC_KEYS.first.export({ format: "jwk" }).n)),
  "HS256 keyed with nothing": forgeWith("HS256", accessClaims(), {}, ""),
  "ES256 by a stranger": forgeWith("ES256", accessClaims(), {}, ec),
  "EdDSA by a stranger": forgeWith("EdDSA", accessClaims(), {}, ed),
  "RS256 signature called RS512": headed({ alg: "RS512" }),
  "RS256 signature called PS256": headed({ alg: "PS256" }),
  "rs256 in lower case": headed({ alg: "rs256" }),
  "alg with a space": headed({ alg: "RS256 " }),
  "alg as a list": headed({ alg: ["RS256"] }),
  "alg as null": headed({ alg: null }),
  "no alg": forge(accessClaims(), { kid: "key-1" }),
  "RSA-OAEP": headed({ alg: "RSA-OAEP" }),
});

const strangeJwk = publicJwk(FORGE_PUBLIC_KEYS.strange, "key-1");
const keysInHeader = family("C keys in the header", {
  "its own jwk": forge(accessClaims(), { ...GOOD_HEADER, jwk: strangeJwk }, FORGE_KEYS.strange),
  "its own jwk without kid": forge(accessClaims(), { alg: "RS256", jwk: strangeJwk }, FORGE_KEYS.strange),
  "jku of a stranger": forge(accessClaims(), { ...GOOD_HEADER, jku: "https://evil.example/jwks.json" }, FORGE_KEYS.strange),
  "x5u of a stranger": forge(accessClaims(), { ...GOOD_HEADER, x5u: "https://evil.example/cert.pem" }, FORGE_KEYS.strange),
  "x5c of a stranger": forge(accessClaims(), { ...GOOD_HEADER, x5c: ["MIIB"] }, FORGE_KEYS.strange),
  ...Object.fromEntries(
    ["jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256", "cty", "zip", "enc", "nonce"].map((name) => [
      `${name} beside a good signature`,
      headed({ [name]: "x" }),
    ]),
  ),
});

const keyIds = family("D key id", {
  ...Object.fromEntries(
    [
      "unknown",
      "KEY-1",
      "key-1 ",
      " key-1",
      "key-1\u0000",
      "",
      "../../dev/null",
      "key-1' OR 'a'='a",
      "__proto__",
      "constructor",
      "toString",
      "0",
      "key-1/../key-2",
      "*",
    ].map((kid) => [`kid ${JSON.stringify(kid)}`, headed({ kid })]),
  ),
  "kid as a number": headed({ kid: 1 }),
  "kid as a list": headed({ kid: ["key-1"] }),
  "kid as an object": headed({ kid: { toString: "key-1" } }),
  "kid as null": headed({ kid: null }),
  "kid as true": headed({ kid: true }),
  "no kid": forge(accessClaims(), { alg: "RS256" }),
  "kid of the other key": headed({ kid: "key-2" }),
  "a kid of 4,000 letters": headed({ kid: "k".repeat(4_000) }),
});

const flipped = Buffer.from(signature, "base64url");
flipped.writeUInt8(flipped.readUInt8(0) ^ 1, 0);
const signatures = family("E signature", {
  "by a stranger": forge(accessClaims(), GOOD_HEADER, FORGE_KEYS.strange),
  "one bit changed": `${header}.${payload}.${b64(flipped)}`,
  "of another token": `${header}.${payload}.${forge(accessClaims({ jti: "0a1b2c3d-0000-4000-8000-00000000eeee" })).split(".")[2] ?? ""}`,
  "payload changed after signing": `${header}.${b64(JSON.stringify(accessClaims({ sub: "0a1b2c3d-0000-4000-8000-000000000666" })))}.${signature}`,
  "header changed after signing": `${b64(JSON.stringify({ ...GOOD_HEADER, typ: "JWT" }))}.${payload}.${signature}`,
  "all zero": `${header}.${payload}.${b64(Buffer.alloc(256))}`,
  "all ones": `${header}.${payload}.${b64(Buffer.alloc(256, 255))}`,
  "cut short": `${header}.${payload}.${b64(Buffer.from(signature, "base64url").subarray(0, 255))}`,
  "one byte too long": `${header}.${payload}.${b64(Buffer.concat([Buffer.from(signature, "base64url"), Buffer.from([0])]))}`,
  "over the payload alone": `${header}.${payload}.${b64(signRs256(payload))}`,
  "over the decoded text": `${header}.${payload}.${b64(signRs256(`${headerText}.${payloadText}`))}`,
  "of one byte": `${header}.${payload}.AA`,
});

const encodings = family("F encoding", {
  "signature with left-over bits": `${header}.${payload}.${otherSpelling(signature)}`,
  "signature padded": `${good}==`,
  "header padded": `${header}=.${payload}.${signature}`,
  "payload padded": `${header}.${payload}=.${signature}`,
  "signature in plain base64": `${header}.${payload}.${Buffer.from(signature, "base64url").toString("base64")}`,
  "signature with a plus": `${header}.${payload}.${signature.slice(0, -1)}+`,
  "a space inside the signature": `${header}.${payload}.${signature.slice(0, 9)} ${signature.slice(9)}`,
  "a newline inside the signature": `${header}.${payload}.${signature.slice(0, 9)}\n${signature.slice(9)}`,
  "a tab inside the payload": `${header}.${payload.slice(0, 9)}\t${payload.slice(9)}.${signature}`,
  "a trailing newline": `${good}\n`,
  "a leading space": ` ${good}`,
  "a trailing space": `${good} `,
  "a NUL at the end": `${good}\u0000`,
  "a bearer prefix": `Bearer ${good}`,
  "quotes around it": `"${good}"`,
  "a letter outside ASCII": `${header}.${payload}.${signature.slice(0, -1)}é`,
  "percent-encoded dots": good.replaceAll(".", "%2E"),
  "full-width dots": good.replaceAll(".", "．"),
  "the whole token encoded again": b64(good),
  "over 8 KiB with a good signature": claimed({ pad: "p".repeat(7_000) }),
  "1 MiB": `${header}.${"A".repeat(1_048_576)}.${signature}`,
});

const structures = family("G structure", {
  "payload null": forgeText(headerText, "null"),
  "payload a list": forgeText(headerText, `[${payloadText}]`),
  "payload a string": forgeText(headerText, JSON.stringify(payloadText)),
  "payload a number": forgeText(headerText, "1"),
  "payload empty": forgeText(headerText, ""),
  "payload not JSON": forgeText(headerText, "{sub:1}"),
  "payload with a comma too many": forgeText(headerText, payloadText.replace(/\}$/, ",}")),
  "payload with a comment": forgeText(headerText, `${payloadText}//`),
  "payload with two objects": forgeText(headerText, `${payloadText}${payloadText}`),
  "payload with a byte order mark": forgeText(headerText, `\ufeff${payloadText}`),
  "payload in UTF-16": forgeText(headerText, Buffer.from(payloadText, "utf16le")),
  "sub twice": forgeText(headerText, withName(payloadText, '"sub":"0a1b2c3d-0000-4000-8000-000000000666"')),
  "exp twice": forgeText(headerText, withName(payloadText, '"exp":1')),
  "sub twice, once escaped": forgeText(headerText, withName(payloadText, '"s\\u0075b":"0a1b2c3d-0000-4000-8000-000000000666"')),
  "a name twice, deep inside": forgeText(headerText, withName(payloadText, '"x":{"y":[{"a":1,"a":2}]}')),
  "nine levels deep": claimed({ x: deep(9) }),
  "2,000 lists deep": forgeText(headerText, withName(payloadText, `"x":${"[".repeat(2_000)}${"]".repeat(2_000)}`)),
  "bytes that are no UTF-8": forgeText(headerText, withBytes(withName(payloadText, '"x":"@@"'), "@@", [0xff, 0xfe])),
  "an overlong UTF-8 letter": forgeText(headerText, withBytes(withName(payloadText, '"x":"@@"'), "@@", [0xc0, 0xaf])),
  "a lone UTF-8 surrogate": forgeText(headerText, withBytes(withName(payloadText, '"x":"@@"'), "@@", [0xed, 0xa0, 0x80])),
  "header a list": forgeText(`[${headerText}]`, payloadText),
  "header null": forgeText("null", payloadText),
  "header empty": forgeText("", payloadText),
  "header with a byte order mark": forgeText(`\ufeff${headerText}`, payloadText),
  "header alg twice": forgeText(withName(headerText, '"alg":"none"'), payloadText),
  "header kid twice": forgeText(withName(headerText, '"kid":"key-2"'), payloadText),
  "header alg twice, once escaped": forgeText(withName(headerText, '"\\u0061lg":"none"'), payloadText),
});

const typeHeaders = family("H critical and type headers", {
  "crit of an unknown name": headed({ crit: ["x"], x: 1 }),
  "crit of exp": headed({ crit: ["exp"], exp: 1 }),
  "crit empty": headed({ crit: [] }),
  "crit of b64": headed({ crit: ["b64"], b64: true }),
  "b64 false": headed({ crit: ["b64"], b64: false }),
  "b64 without crit": headed({ b64: true }),
  "typ shell": headed({ typ: "shell" }),
  "typ at+jwt": headed({ typ: "at+jwt" }),
  "typ dpop+jwt": headed({ typ: "dpop+jwt" }),
  "typ logout+jwt": headed({ typ: "logout+jwt" }),
  "typ in lower case": headed({ typ: "jwt" }),
  "typ a list": headed({ typ: ["JWT"] }),
  "typ null": headed({ typ: null }),
  "an unknown member": headed({ foo: 1 }),
  "iss in the header": headed({ iss: "x" }),
  "__proto__ in the header": forgeText(withName(headerText, '"__proto__":{"x":1}'), payloadText),
});

/** Tokens of a wrong form. */
export const MISSHAPEN_TOKENS: readonly BadToken[] = [
  ...unsigned,
  ...algorithms,
  ...keysInHeader,
  ...keyIds,
  ...signatures,
  ...encodings,
  ...structures,
  ...typeHeaders,
];
