// The exact form of a receipt, field by field. Every value has one spelling, so that a changed character is never the same receipt.
import { getAddress, isAddress } from "viem";
import * as z from "zod";
import type { ReceiptDto } from "@/lib/contracts/receipt";
import { isPlainText } from "@/lib/withdrawals/plain-text";

const SECONDS_FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const name = z.string().regex(/^[A-Za-z0-9_.:-]{1,128}$/);
const wholeText = z.string().regex(/^(0|[1-9][0-9]{0,77})$/);
const hash32 = z.string().regex(/^0x[0-9a-f]{64}$/);
const time = z.string().refine((text) => SECONDS_FORM.test(text) && secondsAgain(text) === text, "not a time in UTC to the second");
const address = z.string().refine((text) => isAddress(text) && getAddress(text) === text, "not an address with its checksum");

/** Base64url with nothing left over in its last character: two texts never stand for the same bytes. */
const base64url = (bytesMin: number, bytesMax: number) =>
  z.string().refine((text) => {
    const bytes = Buffer.from(text, "base64url");
    return bytes.length >= bytesMin && bytes.length <= bytesMax && bytes.toString("base64url") === text;
  }, "not canonical base64url of the right length");

function secondsAgain(text: string): string | null {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : `${at.toISOString().slice(0, 19)}Z`;
}

const TERMS = z.strictObject({
  version: z.literal(1),
  withdrawalId: uuid,
  trader: name,
  network: name,
  chainId: z.int().positive(),
  asset: name,
  assetContract: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/)
    .nullable(),
  decimals: z.int().min(0).max(36),
  amount: wholeText.refine((text) => text !== "0", "nothing was sent"),
  fee: wholeText,
  feeAsset: name,
  destination: address,
  memo: z.string().min(1).max(140).refine(isPlainText, "not plain text").nullable(),
  createdAt: time,
  expiresAt: time,
});

const grant = { grantId: uuid, grantNonce: base64url(32, 32), approvedAt: time };

const PASSKEY_APPROVAL = z.strictObject({
  ...grant,
  proof: z.literal("passkey"),
  origin: z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text, "not an origin"),
  rpId: z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/),
  credentialId: base64url(1, 1_023),
  publicKey: base64url(1, 2_048),
  keyFingerprint: z.string().regex(/^SHA256:[A-Za-z0-9_-]{43}$/),
  clientDataJSON: base64url(1, 3_072),
  authenticatorData: base64url(37, 3_072),
  signature: base64url(1, 1_536),
});

const PASSWORD_APPROVAL = z.strictObject({ ...grant, proof: z.literal("password_totp") });

/** A receipt and nothing beside it. */
export const RECEIPT: z.ZodType<ReceiptDto> = z.strictObject({
  version: z.literal(1),
  kind: z.literal("withdrawal"),
  terms: TERMS,
  termsHash: base64url(32, 32),
  approval: z.discriminatedUnion("proof", [PASSKEY_APPROVAL, PASSWORD_APPROVAL]),
  settlement: z.strictObject({
    sender: address,
    rawTransaction: z.string().regex(/^0x([0-9a-f]{2}){1,8192}$/),
    txHash: hash32,
    blockNumber: wholeText,
    blockHash: hash32,
    confirmations: z.int().positive(),
    settledAt: time,
  }),
  digest: base64url(32, 32),
});
