import { expect, test } from "vitest";

import { Secret } from "@/lib/settings/secret";

import { secretHash } from "./secret-hash";

test("the secret hash is the one that OpenSSL makes", () => {
  // printf 'mytestuser1example23456789' | openssl dgst -sha256 -hmac 'abcdefghijklmnop0123456789' -binary | base64
  const pool = { clientId: "1example23456789", clientSecret: new Secret("abcdefghijklmnop0123456789") };
  expect(secretHash(pool, "mytestuser")).toBe("IcAjmnJ7kYR7LimrZwAGMgcWzXkl2jDMt2kM/+Zn7oM=");
});

test("another name, client or secret gives another hash", () => {
  const pool = { clientId: "a", clientSecret: new Secret("s") };
  const hashes = [
    secretHash(pool, "n"),
    secretHash(pool, "m"),
    secretHash({ ...pool, clientId: "b" }, "n"),
    secretHash({ ...pool, clientSecret: new Secret("t") }, "n"),
  ];
  expect(new Set(hashes).size).toBe(4);
});
