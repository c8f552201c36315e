import { createHash, randomInt } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "@/lib/approval/canonical-json";
import { keyFingerprint } from "@/lib/approval/key-fingerprint";
import { termsHash } from "@/lib/approval/terms-hash";
import type { PasskeyApproval, ReceiptDto } from "@/lib/contracts/receipt";
import { passkeyApproval, passwordApproval, settlementOf, termsOf, unsealedReceipt } from "@/lib/testing/receipt-builder";
import { rounds } from "@/lib/testing/rounds";
import { createSoftwarePasskey } from "@/lib/testing/software-passkey";
import { receiptText } from "./receipt-text";
import { verifyReceipt } from "./verify-receipt";
import { receiptDigest, writeReceipt } from "./write-receipt";

type Unsealed = Omit<ReceiptDto, "digest">;

let unsealed: Unsealed;
let receipt: string;
let signer: string;
beforeAll(async () => {
  unsealed = await unsealedReceipt();
  receipt = writeReceipt(unsealed);
  signer = (unsealed.approval as PasskeyApproval).keyFingerprint;
});

/** A receipt's text with a right digest and whatever else is in it: a forger can do that much. */
const sealed = (value: object): string => `${canonicalJson({ ...value, digest: receiptDigest(value) })}\n`;

async function failing(text: string, key?: string): Promise<readonly string[]> {
  const { verdict, lines } = await verifyReceipt(text, key ?? signer);
  const failed = lines.filter(({ ok }) => ok === false).map(({ name }) => name);
  expect(verdict === "fails").toBe(failed.length > 0);
  return failed;
}

describe("a receipt by passkey", () => {
  it("verifies, offline, with every line in plain words", async () => {
    const { verdict, lines } = await verifyReceipt(receipt, signer);
    expect(verdict).toBe("verified");
    expect(lines.map(({ name, ok }) => [name, ok])).toEqual([
      ["Form", true],
      ["Digest", true],
      ["Terms", true],
      ["Key", true],
      ["Challenge", true],
      ["Origin", true],
      ["Signature", true],
      ["Signer", true],
      ["Transaction", true],
      ["Payer", true],
      ["Chain", true],
      ["Payment", true],
      ["Times", true],
      ["On trust", null],
    ]);
    const words = lines.map((line) => line.words).join("\n");
    expect(words).toContain(`send 125.5 USDC (contract ${unsealed.terms.assetContract ?? ""}) on local (chain 31337)`);
    expect(words).toContain(`to ${unsealed.terms.destination}, fee 0.5 USDC on top, memo "Invoice 7, März"`);
  });

  it("of the network's own coin verifies too", async () => {
    const terms = termsOf({
      asset: "ETH",
      feeAsset: "ETH",
      assetContract: null,
      decimals: 18,
      amount: "150000000000000000",
      fee: "0",
      memo: null,
    });
    const other = await unsealedReceipt(terms);
    const { verdict, lines } = await verifyReceipt(writeReceipt(other), (other.approval as PasskeyApproval).keyFingerprint);
    expect(verdict).toBe("verified");
    expect(lines.find(({ name }) => name === "Payment")?.words).toContain("exactly 0.15 ETH");
  });

  it("without an expected key says that the signer was not compared, and is not verified", async () => {
    const { verdict, lines } = await verifyReceipt(receipt);
    expect(verdict).toBe("signer_not_compared");
    expect(lines.find(({ name }) => name === "Signer")).toMatchObject({ ok: null });
  });

  it("names an unknown signer", async () => {
    const stranger = keyFingerprint(createSoftwarePasskey("app.holdfast.test").publicKey);
    const { verdict, lines } = await verifyReceipt(receipt, stranger);
    expect(verdict).toBe("fails");
    expect(lines.filter(({ ok }) => ok === false)).toEqual([
      { name: "Signer", ok: false, words: `unknown signer: the receipt was signed by ${signer}, not by ${stranger}.` },
    ]);
  });
});

describe("a receipt by password and code", () => {
  it("is consistent, says what it cannot prove, and is never verified", async () => {
    const text = writeReceipt(await unsealedReceipt(termsOf(), passwordApproval()));
    const { verdict, words, lines } = await verifyReceipt(text);
    expect(verdict).toBe("approval_not_provable");
    expect(words).toContain("not independently provable");
    expect(lines.find(({ name }) => name === "Approval")?.words).toContain("only the service's word stands for the approval");
    expect((await verifyReceipt(text, signer)).verdict).toBe("fails");
  });
});

const BYTE_FLIPS = [0x01, 0x20];

// Every byte takes a while; a run takes one in five, each time others.
const STEP = rounds(5, 1);

describe("a changed byte", () => {
  it.each([
    ["passkey", async () => receipt],
    ["password and code", async () => writeReceipt(await unsealedReceipt(termsOf(), passwordApproval()))],
  ])("anywhere in a receipt by %s fails it", { timeout: 60_000 }, async (_by, make) => {
    const bytes = Buffer.from(await make());
    const passed: number[] = [];
    for (let at = randomInt(STEP); at < bytes.length; at += STEP) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(bytes.readUInt8(at) ^ (BYTE_FLIPS[at % BYTE_FLIPS.length] ?? 1), at);
      const text = receiptText(changed);
      if (text !== null && (await verifyReceipt(text)).verdict !== "fails") passed.push(at);
    }
    expect(passed).toEqual([]);
    expect(bytes.length).toBeGreaterThan(1_200);
  });

  it("more, a byte fewer or another order of them fails it", async () => {
    const again = JSON.parse(receipt) as Record<string, unknown>;
    const { terms, ...rest } = again;
    for (const text of [
      `${receipt}\n`,
      ` ${receipt}`,
      receipt.trimEnd(),
      receipt.replace("\n", "\r\n"),
      `\uFEFF${receipt}`,
      `${JSON.stringify(again, null, 2)}\n`,
      `${JSON.stringify({ terms, ...rest })}\n`,
      receipt.replace('{"approval"', '{"digest":"x","approval"'),
      receipt.replace('"chainId":31337', '"chainId":31337.0'),
      receipt.replace('"chainId":31337', '"chainId":1e999'),
      receipt.replace("März", "M\\u00e4rz"),
      receipt.replace("März", "M\\ud800rz"),
      "",
      "null\n",
      "[]\n",
      `"${"x".repeat(70_000)}"\n`,
    ]) {
      expect(text).not.toBe(receipt);
      expect(await failing(text), JSON.stringify(text.slice(0, 60))).toEqual(["Form"]);
    }
  });
});

const otherBytes = (base64url: string, at: number): string => {
  const bytes = Buffer.from(base64url, "base64url");
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return bytes.toString("base64url");
};
const withTerms = (changes: object): Unsealed => ({ ...unsealed, terms: { ...unsealed.terms, ...changes } });
const withApproval = (changes: object): Unsealed => ({ ...unsealed, approval: { ...(unsealed.approval as PasskeyApproval), ...changes } });
const withSettlement = (changes: object): Unsealed => ({ ...unsealed, settlement: { ...unsealed.settlement, ...changes } });

describe("a receipt whose digest was made again after a change", () => {
  const changedTerms: Readonly<Record<string, unknown>> = {
    version: 2,
    withdrawalId: "00000000-0000-4000-8000-000000000000",
    trader: "somebody-else",
    network: "mainnet",
    chainId: 1,
    asset: "USDT",
    assetContract: null,
    decimals: 7,
    amount: "125500001",
    fee: "500001",
    feeAsset: "USDT",
    destination: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
    memo: "Invoice 8",
    createdAt: "2026-11-24T10:00:01Z",
    expiresAt: "2026-11-24T10:15:01Z",
  };
  it("knows every field of the terms", () => {
    expect(Object.keys(changedTerms).sort()).toEqual(Object.keys(unsealed.terms).sort());
  });

  it.each(Object.entries(changedTerms))("fails by the terms' hash when %s is another", async (field, value) => {
    const failed = await failing(sealed(withTerms({ [field]: value })));
    expect(failed).toContain(field === "version" ? "Form" : "Terms");
    expect(failed).not.toContain("Digest");
  });

  it.each(Object.entries(changedTerms).filter(([field]) => field !== "version"))(
    "fails by the signature when %s is another and the terms' hash was made again as well",
    async (field, value) => {
      const terms = withTerms({ [field]: value });
      const failed = await failing(sealed({ ...terms, termsHash: termsHash(terms.terms) }));
      expect(failed).toEqual(expect.arrayContaining(["Challenge", "Signature"]));
      expect(failed).not.toContain("Terms");
    },
  );

  it("fails by what was signed when a signed part of the approval is another", async () => {
    const approval = unsealed.approval as PasskeyApproval;
    const cases: readonly (readonly [object, readonly string[]])[] = [
      [{ grantNonce: otherBytes(approval.grantNonce, 0) }, ["Challenge", "Signature"]],
      [{ origin: "https://evil.example" }, ["Origin", "Signature"]],
      [{ rpId: "holdfast.test" }, ["Origin", "Signature"]],
      [{ keyFingerprint: keyFingerprint(new Uint8Array([1])) }, ["Key"]],
      [{ authenticatorData: otherBytes(approval.authenticatorData, 0) }, ["Origin", "Signature"]],
      [{ authenticatorData: otherBytes(approval.authenticatorData, 36) }, ["Signature"]],
      [{ clientDataJSON: otherBytes(approval.clientDataJSON, 40) }, ["Challenge", "Signature"]],
      [{ signature: otherBytes(approval.signature, 20) }, ["Signature"]],
      [{ publicKey: otherBytes(approval.publicKey, 30) }, ["Key", "Signature", "Signer"]],
    ];
    for (const [changes, names] of cases) expect(await failing(sealed(withApproval(changes))), JSON.stringify(changes)).toEqual(names);
  });

  it("fails by the key when a stranger signed the same terms, whatever fingerprint the receipt claims", async () => {
    const forged = passkeyApproval(unsealed.termsHash);
    expect(await failing(sealed({ ...unsealed, approval: forged }))).toEqual(["Signer"]);
    expect(await failing(sealed({ ...unsealed, approval: { ...forged, keyFingerprint: signer } }))).toEqual(["Key", "Signer"]);
  });

  it("fails by the transaction when a part of the settlement is another", async () => {
    const hash = `0x${"ab".repeat(32)}`;
    expect(await failing(sealed(withSettlement({ txHash: hash })))).toEqual(["Transaction"]);
    expect(await failing(sealed(withSettlement({ sender: changedTerms["destination"] })))).toEqual(["Payer"]);
    expect(await failing(sealed(withSettlement({ rawTransaction: "0x02" })))).toEqual(["Transaction"]);
    expect(await failing(sealed(withSettlement({ settledAt: "2026-11-24T10:00:59Z" })))).toEqual(["Times"]);
    expect(await failing(sealed(withApproval({ approvedAt: "2026-11-24T10:15:01Z" })))).toEqual(["Times"]);
    expect(await failing(sealed(withApproval({ approvedAt: "2026-11-24T09:59:59Z" })))).toEqual(["Times"]);
  });

  it.each([
    ["another address", { to: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" }, ["Payment"]],
    ["coins besides the tokens", { value: 1n }, ["Payment"]],
    ["another call", { data: "0xdeadbeef" }, ["Payment"]],
    ["another chain", { chainId: 1 }, ["Chain"]],
  ] as const)("fails by the payment when the transaction was signed for %s", async (_what, changes, names) => {
    const settlement = await settlementOf(unsealed.terms, changes);
    expect(await failing(sealed({ ...unsealed, settlement }))).toEqual(names);
  });

  it("fails by its form when a field is missing, added or written another way", async () => {
    const { memo: _memo, ...noMemo } = unsealed.terms;
    const approval = unsealed.approval as PasskeyApproval;
    for (const value of [
      { ...unsealed, terms: noMemo },
      { ...unsealed, extra: 1 },
      withTerms({ extra: null }),
      withTerms({ amount: "0125500000" }),
      withTerms({ amount: "0" }),
      withTerms({ destination: unsealed.terms.destination.toLowerCase() }),
      withTerms({ createdAt: "2026-11-24T10:00:00.000Z" }),
      withTerms({ createdAt: "2026-02-30T10:00:00Z" }),
      withTerms({ memo: "a\u001b[2Jb" }),
      withApproval({ signature: `${approval.signature}=` }),
      withApproval({ grantNonce: `${approval.grantNonce}A` }),
      withApproval({ origin: `${approval.origin}/` }),
      withSettlement({ txHash: unsealed.settlement.txHash.toUpperCase().replace("0X", "0x") }),
    ]) {
      expect(await failing(sealed(value)), JSON.stringify(value).slice(0, 80)).toEqual(["Form"]);
    }
  });
});

describe("the receipt of one withdrawal", () => {
  it("never verifies for another, though both are the same trader's by the same key", async () => {
    const passkey = createSoftwarePasskey("app.holdfast.test");
    const make = async (): Promise<Unsealed> => {
      const terms = termsOf({ trader: "trader-1", destination: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" });
      return unsealedReceipt(terms, passkeyApproval(termsHash(terms), passkey));
    };
    const [one, other] = [await make(), await make()];
    const key = keyFingerprint(passkey.publicKey);
    expect(await failing(sealed(one), key)).toEqual([]);
    expect(await failing(sealed(other), key)).toEqual([]);
    expect(await failing(sealed({ ...one, terms: other.terms }), key)).toEqual(["Terms"]);
    expect(await failing(sealed({ ...one, terms: other.terms, termsHash: other.termsHash }), key)).toEqual(["Challenge", "Signature"]);
    expect(await failing(sealed({ ...one, approval: other.approval }), key)).toEqual(["Challenge", "Signature"]);
  });

  it("is no receipt for a transaction that pays somebody else's withdrawal", async () => {
    const other = await unsealedReceipt();
    expect(await failing(sealed({ ...unsealed, settlement: other.settlement }))).toEqual(["Payment"]);
  });
});

describe("writing", () => {
  it("refuses what verifying would refuse", () => {
    expect(() => writeReceipt(withSettlement({ settledAt: "2026-11-24T10:01:09.000Z" }))).toThrow("settlement.settledAt");
  });

  it("makes the digest over everything else", () => {
    const { digest, ...rest } = JSON.parse(receipt) as ReceiptDto;
    expect(createHash("sha256").update(canonicalJson(rest)).digest("base64url")).toBe(digest);
  });
});
