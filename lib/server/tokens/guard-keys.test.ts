import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { FORGE_KEYS, FORGE_PUBLIC_KEYS, forgeJwks, publicJwk } from "@/lib/testing/token-forge";
import { guardKey, guardKeys } from "./guard-keys";

const good = publicJwk(FORGE_PUBLIC_KEYS.first, "key-1");
const modulus = String(good["n"]);
const small = generateKeyPairSync("rsa", { modulusLength: 1_024 }).publicKey;
const exponentThree = generateKeyPairSync("rsa", { modulusLength: 2_048, publicExponent: 3 }).publicKey;
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
// A modulus that is a power of 65537 modulo every prime of the weak generator: 65537^k itself, cut to no size. Here 65537^120 has 1,921 bits, so one more factor pads it to 2,048 and more.
const rocaLike = Buffer.from(
  (65_537n ** 130n)
    .toString(16)
    .padStart(2, "0")
    .replace(/^(.(..)*)$/, "0$1"),
  "hex",
).toString("base64url");

describe("the guard of published keys (family M)", () => {
  it("admits a sound key, and both keys of a pool", () => {
    expect(guardKey(good)?.kid).toBe("key-1");
    expect([...guardKeys(forgeJwks).keys()]).toEqual(["key-1", "key-2"]);
  });

  it.each([
    ["a string", "key"],
    ["null", null],
    ["a list", [good]],
    ["an elliptic key", publicJwk(ec, "key-1")],
    ["a symmetric key", { kty: "oct", k: "c2VjcmV0", kid: "key-1", use: "sig", alg: "HS256" }],
    ["1,024 bits", publicJwk(small, "key-1")],
    ["exponent 3", publicJwk(exponentThree, "key-1")],
    ["exponent 1", { ...good, e: "AQ" }],
    ["an exponent of another spelling", { ...good, e: "AAEAAQ" }],
    [
      "an even modulus",
      {
        ...good,
        n: Buffer.from(
          Buffer.from(modulus, "base64url").map((byte, index, all) => (index === all.length - 1 ? byte & 254 : byte)),
        ).toString("base64url"),
      },
    ],
    [
      "a modulus with a leading zero",
      { ...good, n: Buffer.concat([Buffer.from([0]), Buffer.from(modulus, "base64url")]).toString("base64url") },
    ],
    ["a padded modulus", { ...good, n: `${modulus}==` }],
    ["a modulus of a megabyte", { ...good, n: "A".repeat(1_000_000) }],
    ["a modulus of the ROCA generator", { ...good, n: rocaLike }],
    ["no modulus", { ...good, n: undefined }],
    ["use enc", { ...good, use: "enc" }],
    ["no use", { ...good, use: undefined }],
    ["alg RS512", { ...good, alg: "RS512" }],
    ["alg none", { ...good, alg: "none" }],
    ["no alg", { ...good, alg: undefined }],
    ["no kid", { ...good, kid: undefined }],
    ["kid a number", { ...good, kid: 1 }],
    ["kid empty", { ...good, kid: "" }],
    ["its private half", { ...FORGE_KEYS.first.export({ format: "jwk" }), kid: "key-1", use: "sig", alg: "RS256" }],
    ["a private member alone", { ...good, d: "AQAB" }],
  ])("refuses %s", (_, jwk) => {
    expect(guardKey(jwk)).toBeNull();
  });

  it("leaves out both keys of one id, also when one of them is bad, and keeps the others", () => {
    const other = publicJwk(FORGE_PUBLIC_KEYS.second, "key-2");
    expect([...guardKeys({ keys: [good, publicJwk(FORGE_PUBLIC_KEYS.strange, "key-1"), other] }).keys()]).toEqual(["key-2"]);
    expect([...guardKeys({ keys: [good, { ...good, alg: "RS512" }, other] }).keys()]).toEqual(["key-2"]);
  });

  it.each([null, [], {}, { keys: null }, { keys: {} }, { keys: "key" }, { keys: [] }])("finds no key in the document %j", (document) => {
    expect(guardKeys(document).size).toBe(0);
  });
});
