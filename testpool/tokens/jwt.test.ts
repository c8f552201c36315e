import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { openKeyRing, publicJwk } from "../store/key-ring";
import { signJwt, verifyJwt } from "./jwt";

const ring = openKeyRing(null);
const { access, id } = ring.poolKeys("eu-central-1_Pool");
const claims = { sub: "somebody", token_use: "access" };

test("a token is good only under the key that its kid names", () => {
  const token = signJwt(claims, access);
  expect(verifyJwt(token, [access])).toEqual(claims);
  expect(verifyJwt(token, [id, access])).toEqual(claims);
  expect(verifyJwt(token, [id])).toBeNull();
  expect(verifyJwt(signJwt(claims, { ...id, kid: access.kid }), [access, id])).toBeNull();
});

test("a token signed with the public key as an HMAC secret is refused, whatever form the key has", () => {
  const pem = access.publicKey.export({ type: "spki", format: "pem" });
  const der = access.publicKey.export({ type: "spki", format: "der" });
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  for (const secret of [pem, der, publicJwk(access)["n"] ?? "", JSON.stringify(publicJwk(access))]) {
    for (const alg of ["HS256", "RS256"]) {
      const input = `${encode({ kid: access.kid, alg })}.${encode(claims)}`;
      const signature = createHmac("sha256", secret).update(input).digest("base64url");
      expect(verifyJwt(`${input}.${signature}`, [access])).toBeNull();
    }
  }
});

test("earlier keys stay good after a rotation, under their own ids, and end when they are dropped", () => {
  const old = signJwt(claims, ring.poolKeys("eu-central-1_Pool").access);
  const rotated = ring.rotate("eu-central-1_Pool");
  const published = () => ring.publishedKeys("eu-central-1_Pool").map((pair) => pair.access);
  expect(published()[0]?.kid).toBe(rotated.access.kid);
  expect(verifyJwt(old, published())).toEqual(claims);
  ring.dropEarlier("eu-central-1_Pool");
  expect(verifyJwt(old, published())).toBeNull();
  expect(verifyJwt(signJwt(claims, rotated.access), published())).toEqual(claims);
});
