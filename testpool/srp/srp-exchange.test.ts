import { describe, expect, test } from "vitest";
import { SrpClient } from "../testing/srp-client";
import { claimSignature, isClaimProven, makeServerKeys, parseClientPublic, sharedKey } from "./srp-exchange";
import { G, K, N, modPow, padHex } from "./srp-group";
import { makeSrpVerifier, poolShortName, srpVerifierHex } from "./srp-verifier";

const POOL = "eu-central-1_AbCdEf123";
const USER = "22222222-2222-4222-8222-222222222222";
const PASSWORD = "correct horse battery staple";

function slowPower(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let factor = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % N;
    factor = (factor * factor) % N;
  }
  return result;
}

function exchange(storedPassword: string, triedPassword: string) {
  const verifier = makeSrpVerifier(POOL, USER, storedPassword);
  const keys = makeServerKeys(verifier);
  const client = new SrpClient();
  const clientPublic = parseClientPublic(client.publicHex) ?? 0n;
  const sent = { SALT: verifier.saltHex, SRP_B: keys.publicHex, SECRET_BLOCK: "c2VjcmV0", USER_ID_FOR_SRP: USER };
  return {
    server: sharedKey(clientPublic, keys, verifier.verifierHex),
    client: client.key(poolShortName(POOL), triedPassword, sent),
  };
}

describe("the group", () => {
  test("is RFC 3526's 3072-bit prime, with the multiplier that the public clients compute", () => {
    expect(N.toString(2).length).toBe(3072);
    expect(N.toString(16).slice(0, 32)).toBe("ffffffffffffffffc90fdaa22168c234");
    expect(K.toString(16)).toBe("538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6");
  });

  test("is raised to powers exactly as plain BigInt does it", () => {
    for (const exponent of [2n, 3n, 65_537n, (1n << 255n) + 12_345n]) {
      expect(modPow(G, exponent)).toBe(slowPower(G, exponent));
      expect(modPow(N - 5n, exponent)).toBe(slowPower(N - 5n, exponent));
    }
  });

  test("pads as Java's BigInteger does", () => {
    expect([padHex(0x7fn), padHex(0x80n), padHex(0xfffn), padHex(0x1fffn)]).toEqual(["7f", "0080", "0fff", "1fff"]);
  });
});

describe("a client's public value", () => {
  test("is refused when it is zero modulo N or no number", () => {
    for (const bad of ["0", "00", N.toString(16), (N * 2n).toString(16), "", "xyz", "-1", "1".repeat(1025), "0x12"]) {
      expect(parseClientPublic(bad), bad.slice(0, 20)).toBeNull();
    }
  });

  test("is accepted otherwise", () => {
    expect(parseClientPublic("ABcd12")).toBe(0xabcd12n);
    expect(parseClientPublic((N + 1n).toString(16))).toBe(N + 1n);
  });
});

describe("the shared key", () => {
  test("agrees with an independent client that knows the password, in twenty exchanges", () => {
    for (let round = 0; round < 20; round += 1) {
      const { server, client } = exchange(PASSWORD, PASSWORD);
      expect(server?.equals(client)).toBe(true);
    }
  });

  test("disagrees for any other password", () => {
    for (const wrong of ["", `${PASSWORD} `, PASSWORD.toUpperCase(), "correct horse battery stapl"]) {
      const { server, client } = exchange(PASSWORD, wrong);
      expect(server?.equals(client)).toBe(false);
    }
  });

  test("is never made from a base that needs no password", () => {
    const verifier = makeSrpVerifier(POOL, USER, PASSWORD);
    const keys = makeServerKeys(verifier);
    expect(sharedKey(N, keys, verifier.verifierHex)).toBeNull();
    expect(sharedKey(N * 3n, keys, verifier.verifierHex)).toBeNull();
    expect(sharedKey(N + 2n, keys, verifier.verifierHex)).not.toBeNull();
  });
});

describe("a claim", () => {
  const claim = { poolId: POOL, username: USER, secretBlock: "c2VjcmV0", timestamp: "Sun Nov 22 22:00:00 UTC 2026" };
  const key = Buffer.alloc(16, 7);
  const signature = claimSignature(key, claim).toString("base64");

  test("is proven by its own signature", () => {
    expect(isClaimProven(key, claim, signature)).toBe(true);
  });

  test("is not proven by a signature over anything else, a short one, or without a key", () => {
    expect(isClaimProven(key, { ...claim, timestamp: "Sun Nov 22 22:00:01 UTC 2026" }, signature)).toBe(false);
    expect(isClaimProven(key, { ...claim, username: "somebody" }, signature)).toBe(false);
    expect(isClaimProven(key, { ...claim, secretBlock: "b3RoZXI=" }, signature)).toBe(false);
    expect(isClaimProven(key, { ...claim, poolId: "eu-central-1_Other" }, signature)).toBe(false);
    expect(isClaimProven(Buffer.alloc(16, 8), claim, signature)).toBe(false);
    expect(isClaimProven(key, claim, signature.slice(0, 20))).toBe(false);
    expect(isClaimProven(key, claim, "")).toBe(false);
    expect(isClaimProven(null, claim, signature)).toBe(false);
  });
});

test("a verifier depends on pool, user, password and salt", () => {
  const base = srpVerifierHex(POOL, USER, PASSWORD, "ab12");
  expect(srpVerifierHex(POOL, USER, PASSWORD, "ab12")).toBe(base);
  const others = [
    srpVerifierHex("eu-central-1_Other", USER, PASSWORD, "ab12"),
    srpVerifierHex(POOL, "somebody", PASSWORD, "ab12"),
    srpVerifierHex(POOL, USER, "another password", "ab12"),
    srpVerifierHex(POOL, USER, PASSWORD, "ab13"),
  ];
  expect(new Set([base, ...others]).size).toBe(5);
});
