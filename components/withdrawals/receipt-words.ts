// What a receipt shows and what it does not, and how somebody else checks it.
import type { ReceiptDto } from "@/lib/contracts/receipt";

type Approval = ReceiptDto["approval"];

/** What the kind of proof shows to somebody who does not trust us, and where it ends. */
export const proofText = (proof: Approval["proof"]): { readonly proves: string; readonly provesNot: string } => PROOFS[proof];

const PROOFS = {
  passkey: {
    proves:
      "The trader’s passkey signed the hash of exactly these terms, after the device had checked fingerprint, face or PIN. Whoever knows the key’s fingerprint can check the signature.",
    provesNot: "It does not prove whose passkey it is: compare the fingerprint with one that you know from elsewhere.",
  },
  password_totp: {
    proves: "The trader gave password and authenticator code for exactly these terms. Holdfast checked both and wrote it down.",
    provesNot:
      "It does not prove this to anybody else: nothing here was signed by the trader, so the approval cannot be checked without trusting Holdfast. The payment on the chain can.",
  },
} as const;

/** The name under which a browser stores the receipt. */
export const receiptFileName = (withdrawalId: string): string => `holdfast-withdrawal-${withdrawalId.replace(/[^A-Za-z0-9-]/g, "")}.json`;

/** The command that checks the stored file; the key is named where a key signed. */
export function verifyCommand({ approval }: Pick<ReceiptDto, "approval">, file: string): string {
  const key = approval.proof === "passkey" ? ` --key ${approval.keyFingerprint}` : "";
  return `npm run verify-receipt -- ${file}${key}`;
}
