import { randomBytes } from "node:crypto";
import { KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { hexToBigInt, parseTransaction, recoverAddress, recoverTransactionAddress, type TransactionSerializedEIP1559 } from "viem";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { type FakeKms, startFakeKms } from "@/lib/testing/fake-kms";
import type { Hex } from "../chain";
import type { UnsignedTransaction } from "../signer";
import { createKmsSigner, UnusableKeyError } from "./create-kms-signer";
import { readSignature } from "./read-signature";

const DIGESTS = process.env["HOLDFAST_SOAK"] === "1" ? 1_000 : 200;
const CURVE_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const KEY_ID = "alias/holdfast-settlement";
const UNSIGNED: UnsignedTransaction = {
  ...{ chainId: 31_337n, nonce: 7n, to: `0x${"c".repeat(40)}`, value: 5n, data: "0xabcd" },
  ...{ gas: 60_000n, maxFeePerGas: 200n, maxPriorityFeePerGas: 1n },
};

let kms: FakeKms;
let client: KMSClient;

beforeAll(async () => {
  kms = await startFakeKms();
  const credentials = { accessKeyId: "none", secretAccessKey: "none" };
  client = new KMSClient({ endpoint: kms.url, region: "eu-central-1", credentials, maxAttempts: 2 });
});
beforeEach(() => {
  kms.health = "up";
  kms.keySpec = "ECC_SECG_P256K1";
});
afterAll(async () => {
  client.destroy();
  await kms.close();
});

const hexOf = (bytes: Uint8Array): Hex => `0x${Buffer.from(bytes).toString("hex")}`;
const sOf = (der: Uint8Array): bigint => hexToBigInt(hexOf(der.subarray(4 + (der[3] ?? 0) + 2)));
const newSigner = () => createKmsSigner(client, KEY_ID);

async function derOf(digest: Buffer): Promise<Uint8Array> {
  const asked = { KeyId: KEY_ID, MessageType: "DIGEST", SigningAlgorithm: "ECDSA_SHA_256" } as const;
  return (await client.send(new SignCommand({ ...asked, Message: digest }))).Signature ?? new Uint8Array();
}

describe("a signature of the key service", () => {
  it(`over each of ${String(DIGESTS)} digests becomes one in the lower half that recovers to the account, whoever made it`, async () => {
    let high = 0;
    for (let count = 0; count < DIGESTS; count += 1) {
      // Half of them are OpenSSL's own, which signs what it has hashed itself.
      const digest = count % 2 === 0 ? kms.knowMessage(randomBytes(40)) : randomBytes(32);
      const der = await derOf(digest);
      if (sOf(der) > CURVE_ORDER / 2n) high += 1;
      const signature = await readSignature(der, hexOf(digest), kms.address);
      expect(hexToBigInt(signature.s) <= CURVE_ORDER / 2n).toBe(true);
      expect(await recoverAddress({ hash: hexOf(digest), signature })).toBe(kms.address);
    }
    // Both halves were met, or the test would say nothing of the turn.
    expect(high).toBeGreaterThan(DIGESTS / 4);
    expect(high).toBeLessThan((DIGESTS * 3) / 4);
  });

  it.each<[string, (der: Buffer) => Buffer]>([
    ["is cut short", (der) => der.subarray(0, -1)],
    ["has something behind it", (der) => Buffer.concat([der, Buffer.from([0])])],
    ["is no sequence", (der) => Buffer.concat([Buffer.from([0x31]), der.subarray(1)])],
    ["is of one integer", () => Buffer.from("3003020101", "hex")],
    ["has a zero in it", () => Buffer.from("3006020100020101", "hex")],
    ["says a length beyond its end", () => Buffer.from("3006020101027f01", "hex")],
    ["is empty", () => Buffer.alloc(0)],
  ])("that %s is refused", async (_, bend) => {
    const digest = randomBytes(32);
    await expect(readSignature(bend(Buffer.from(await derOf(digest))), hexOf(digest), kms.address)).rejects.toThrow(/key service/);
  });
});

describe("the KMS signer", () => {
  it("pays from the account of the key, and signs exactly what it was given", async () => {
    const signer = await newSigner();
    expect(signer.address).toBe(kms.address);
    const { raw } = await signer.sign(UNSIGNED);
    expect(await recoverTransactionAddress({ serializedTransaction: raw as TransactionSerializedEIP1559 })).toBe(kms.address);
    expect(parseTransaction(raw)).toMatchObject({ ...UNSIGNED, type: "eip1559", chainId: 31_337, nonce: 7 });
  });

  it("refuses a key that is for something else", async () => {
    kms.keySpec = "ECC_NIST_P256";
    await expect(newSigner()).rejects.toThrow(UnusableKeyError);
  });

  it.each(["throttled", "down"] as const)("says outage when the service is %s, at the start and later", async (health) => {
    const signer = await newSigner();
    kms.health = health;
    await expect(signer.sign(UNSIGNED)).rejects.toThrow(UnavailableError);
    await expect(signer.sign(UNSIGNED)).rejects.toMatchObject({ dependency: "signer" });
    await expect(newSigner()).rejects.toThrow(UnavailableError);
    kms.health = "up";
    await expect(signer.sign(UNSIGNED)).resolves.toBeDefined();
  });

  it("does not wait for an answer longer than a transaction may", async () => {
    const signer = await newSigner();
    kms.health = "silent";
    const startedAt = performance.now();
    await expect(signer.sign(UNSIGNED)).rejects.toThrow(UnavailableError);
    expect(performance.now() - startedAt).toBeLessThan(4_500);
  });

  it.each(["garbage", "another_key"] as const)("gives nothing out when the service answers with %s", async (health) => {
    const signer = await newSigner();
    kms.health = health;
    await expect(signer.sign(UNSIGNED)).rejects.toThrow(/key service/);
  });
});
