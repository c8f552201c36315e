import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSoftwarePasskey } from "@/lib/testing/software-passkey";
import { canonicalJson } from "./canonical-json";
import { keyFingerprint } from "./key-fingerprint";
import { stepUpChallenge } from "./step-up-challenge";
import { hashOfTermsText, termsHash } from "./terms-hash";
import { verifyAssertion } from "./verify-assertion";

const ORIGIN = "http://localhost:3000";
const RP_ID = "localhost";
const bytes = (base64url: string): Buffer => Buffer.from(base64url, "base64url");

describe("terms", () => {
  it("have one text whatever the order of their fields, as RFC 8785 writes it", () => {
    expect(canonicalJson({ b: "€\u000f\n'\"\\", a: [1e30, 4.5, 2e-3, null, true], "": {} })).toBe(
      String.raw`{"":{},"a":[1e+30,4.5,0.002,null,true],"b":"€\u000f\n'\"\\"}`,
    );
    expect(termsHash({ a: 1, b: "x" })).toBe(termsHash({ b: "x", a: 1 }));
    expect(termsHash({ a: 1, b: "x" })).not.toBe(termsHash({ a: 1, b: "y" }));
  });

  it("have the hash of that text, in base64url", () => {
    const expected = createHash("sha256").update('{"a":"ä"}', "utf8").digest("base64url");
    expect(termsHash({ a: "ä" })).toBe(expected);
    expect(hashOfTermsText('{"a":"ä"}')).toBe(expected);
    expect(hashOfTermsText('{ "a":"ä"}')).not.toBe(expected);
  });

  it("that are no JSON have none", () => {
    expect(() => canonicalJson(undefined)).toThrow("canonical");
    expect(() => canonicalJson({ a: Number.NaN })).toThrow();
  });
});

describe("the challenge", () => {
  const nonce = Buffer.alloc(32, 7);
  const hash = termsHash({ a: 1 });

  it("is SHA-256 over the domain, the nonce and the hash", () => {
    const expected = createHash("sha256").update(Buffer.concat([Buffer.from("holdfast-step-up-v1"), nonce, bytes(hash)]));
    expect(stepUpChallenge(nonce, hash)).toBe(expected.digest("base64url"));
  });

  it("is another for other terms and for another grant", () => {
    expect(stepUpChallenge(nonce, termsHash({ a: 2 }))).not.toBe(stepUpChallenge(nonce, hash));
    expect(stepUpChallenge(Buffer.alloc(32, 8), hash)).not.toBe(stepUpChallenge(nonce, hash));
  });

  it("is not made of anything shorter", () => {
    expect(() => stepUpChallenge(Buffer.alloc(31), hash)).toThrow("32-byte");
    expect(() => stepUpChallenge(nonce, hash.slice(2))).toThrow("32-byte");
  });
});

describe("an assertion", () => {
  const passkey = createSoftwarePasskey(RP_ID);
  const challenge = stepUpChallenge(randomBytes(32), termsHash({ a: 1 }));
  const judge = (signed: ReturnType<typeof passkey.sign>, binding: object = {}, publicKey = passkey.publicKey) =>
    verifyAssertion(
      {
        credentialId: signed.id,
        publicKey,
        clientDataJson: bytes(signed.response.clientDataJSON),
        authenticatorData: bytes(signed.response.authenticatorData),
        signature: bytes(signed.response.signature),
      },
      { challenge, origin: ORIGIN, rpId: RP_ID, ...binding },
    );

  it("over exactly this challenge, here, by this key, holds and tells its counter", async () => {
    expect(await judge(passkey.sign(challenge, ORIGIN, { signCount: 9 }))).toEqual({ ok: true, value: { signCount: 9 } });
  });

  it.each([
    ["another challenge", () => passkey.sign(stepUpChallenge(randomBytes(32), termsHash({ a: 1 })), ORIGIN)],
    ["another origin", () => passkey.sign(challenge, "http://localhost:3001")],
    ["no user verification", () => passkey.sign(challenge, ORIGIN, { isUserVerified: false })],
    ["a registration", () => passkey.sign(challenge, ORIGIN, { clientData: { type: "webauthn.create" } })],
    ["a frame of another page", () => passkey.sign(challenge, ORIGIN, { clientData: { crossOrigin: true } })],
    ["another relying party", () => createSoftwarePasskey("evil.example").sign(challenge, ORIGIN)],
    ["another key", () => createSoftwarePasskey(RP_ID).sign(challenge, ORIGIN)],
  ])("with %s does not", async (_what, sign) => {
    expect(await judge(sign())).toEqual({ ok: false, refusal: "not_verified" });
  });

  it("does not hold against a key that is none, or client data that is no JSON", async () => {
    const signed = passkey.sign(challenge, ORIGIN);
    expect((await judge(signed, {}, new Uint8Array([1, 2, 3]))).ok).toBe(false);
    expect((await judge({ ...signed, response: { ...signed.response, clientDataJSON: "AAAA" } })).ok).toBe(false);
  });
});

describe("a key", () => {
  it("has a fingerprint over its bytes", () => {
    expect(keyFingerprint(new Uint8Array([1, 2]))).toBe(
      `SHA256:${createHash("sha256")
        .update(Buffer.from([1, 2]))
        .digest("base64url")}`,
    );
  });
});
