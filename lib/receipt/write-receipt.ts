// A receipt as a file: one text, so that everybody who has it has the same bytes.
import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/approval/canonical-json";
import type { ReceiptDto } from "@/lib/contracts/receipt";
import { invariant } from "@/lib/ground/invariant";
import { RECEIPT } from "./receipt-schema";

/** base64url of SHA-256 over the canonical JSON of everything in a receipt but the digest itself. */
export function receiptDigest(unsealed: object): string {
  return createHash("sha256").update(canonicalJson(unsealed), "utf8").digest("base64url");
}

/**
 * The text of a receipt with its digest: canonical JSON (RFC 8785) and one line feed. A value that verifyReceipt would not take for a receipt
 * (a time with milliseconds, an address without its checksum) is a bug of the caller and throws.
 */
export function writeReceipt(unsealed: Omit<ReceiptDto, "digest">): string {
  const receipt = { ...unsealed, digest: receiptDigest(unsealed) };
  const judged = RECEIPT.safeParse(receipt);
  invariant(judged.success, `a receipt is written in its exact form: ${judged.error?.issues[0]?.path.join(".") ?? ""}`);
  return `${canonicalJson(receipt)}\n`;
}
