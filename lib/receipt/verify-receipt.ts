// Everything that can be known of a receipt without asking anybody: no network, no settings, no clock.
import { termsHash } from "@/lib/approval/terms-hash";
import type { ReceiptDto } from "@/lib/contracts/receipt";
import { checkPasskeyApproval, checkPasswordApproval, checkSigner } from "./check-approval";
import { checkSettlement } from "./check-settlement";
import { describeTerms } from "./describe-terms";
import { readReceipt } from "./read-receipt";
import { judgedLine, type ReceiptLine } from "./receipt-line";
import { receiptDigest } from "./write-receipt";

export type { ReceiptLine } from "./receipt-line";

/**
 * `verified`: the expected key approved exactly these terms and exactly they were paid. `signer_not_compared`: the same, by a key that nobody was
 * asked to expect. `approval_not_provable`: consistent, but approved by password and code. `fails`: at least one check does not hold.
 */
export type Verdict = "verified" | "fails" | "signer_not_compared" | "approval_not_provable";

/** The judgement of one file. */
export interface Verification {
  readonly verdict: Verdict;
  readonly words: string;
  readonly lines: readonly ReceiptLine[];
}

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  verified: "Verified: the key that was asked for approved exactly these terms, and the transaction pays exactly them.",
  fails: "Fails: at least one check does not hold. Do not rely on this receipt.",
  signer_not_compared:
    "The signature holds, but the signer was not compared. Give --key FINGERPRINT with a fingerprint that was noted from another source.",
  approval_not_provable:
    "Consistent, but the approval is not independently provable: the trader approved with password and code, so only the service's word stands for it.",
};

/** Judges a file's whole text. `expectedFingerprint` is the key that the reader expects, `SHA256:…`, as noted from another source. */
export async function verifyReceipt(text: string, expectedFingerprint?: string): Promise<Verification> {
  const read = readReceipt(text);
  if (!read.ok) return verificationOf("fails", [{ name: "Form", ok: false, words: read.refusal }]);
  const receipt = read.value;
  const { approval } = receipt;
  const signer = checkSigner(approval, expectedFingerprint);
  const lines: readonly ReceiptLine[] = [
    { name: "Form", ok: true, words: "The file is one receipt, written in the one way in which receipts are written." },
    ...checkHashes(receipt),
    ...(approval.proof === "passkey" ? await checkPasskeyApproval(approval, receipt.termsHash) : checkPasswordApproval()),
    ...(signer === null ? [] : [signer]),
    ...(await checkSettlement(receipt.settlement, receipt.terms)),
    checkTimes(receipt),
    takenOnTrust(receipt),
  ];
  if (lines.some(({ ok }) => ok === false)) return verificationOf("fails", lines);
  if (approval.proof === "password_totp") return verificationOf("approval_not_provable", lines);
  return verificationOf(expectedFingerprint === undefined ? "signer_not_compared" : "verified", lines);
}

const verificationOf = (verdict: Verdict, lines: readonly ReceiptLine[]): Verification => ({
  verdict,
  words: VERDICT_WORDS[verdict],
  lines,
});

function checkHashes({ digest, ...unsealed }: ReceiptDto): readonly ReceiptLine[] {
  return [
    judgedLine(
      "Digest",
      receiptDigest(unsealed) === digest,
      "Nothing in the file was changed since its digest was made.",
      "The digest is not that of the file: something in it was changed.",
    ),
    judgedLine(
      "Terms",
      termsHash(unsealed.terms) === unsealed.termsHash,
      `What was approved: ${describeTerms(unsealed.terms)}.`,
      `The hash of the terms is not that of these terms: ${describeTerms(unsealed.terms)}.`,
    ),
  ];
}

/** All times are written alike, so their texts sort as they do. */
function checkTimes({ terms, approval, settlement }: ReceiptDto): ReceiptLine {
  const inOrder =
    terms.createdAt <= approval.approvedAt && approval.approvedAt <= terms.expiresAt && approval.approvedAt <= settlement.settledAt;
  const story = `made ${terms.createdAt}, approved ${approval.approvedAt}, settled ${settlement.settledAt}`;
  return judgedLine("Times", inOrder, `They follow each other: ${story}.`, `They do not follow each other: ${story}.`);
}

function takenOnTrust({ settlement, approval }: ReceiptDto): ReceiptLine {
  const signedBesides = approval.proof === "passkey" ? "the names of grant and credential" : "the name of the grant";
  return {
    name: "On trust",
    ok: null,
    words:
      `Only the service says: when it was approved and settled, ${signedBesides}, and that the chain took the transaction in block ` +
      `${settlement.blockNumber} (${settlement.blockHash}) with ${settlement.confirmations} confirmations. Any node of that chain can confirm the last.`,
  };
}
