// What a receipt's approval proves by itself: with a passkey, that one key signed these terms; with password and code, nothing.
import { createHash } from "node:crypto";
import { keyFingerprint } from "@/lib/approval/key-fingerprint";
import { stepUpChallenge } from "@/lib/approval/step-up-challenge";
import { verifyAssertion } from "@/lib/approval/verify-assertion";
import type { PasskeyApproval, PasswordApproval } from "@/lib/contracts/receipt";
import { judgedLine, type ReceiptLine } from "./receipt-line";

const bytes = (base64url: string): Buffer => Buffer.from(base64url, "base64url");

/** The checks of a passkey's approval of `hashOfTerms`. Whose key it should be is `checkSigner`'s question. */
export async function checkPasskeyApproval(approval: PasskeyApproval, hashOfTerms: string): Promise<readonly ReceiptLine[]> {
  const challenge = stepUpChallenge(bytes(approval.grantNonce), hashOfTerms);
  const signed = clientDataOf(approval.clientDataJSON);
  const verified = await verifyAssertion(
    {
      credentialId: approval.credentialId,
      publicKey: bytes(approval.publicKey),
      clientDataJson: bytes(approval.clientDataJSON),
      authenticatorData: bytes(approval.authenticatorData),
      signature: bytes(approval.signature),
    },
    { challenge, origin: approval.origin, rpId: approval.rpId },
  );
  return [
    judgedLine(
      "Key",
      keyFingerprint(bytes(approval.publicKey)) === approval.keyFingerprint,
      `The public key in the receipt has the fingerprint ${approval.keyFingerprint}.`,
      "The fingerprint in the receipt is not that of its public key.",
    ),
    judgedLine(
      "Challenge",
      signed["challenge"] === challenge,
      "What the authenticator was asked to sign is made of the hash of the terms.",
      "What the authenticator was asked to sign is not made of the hash of the terms.",
    ),
    judgedLine(
      "Origin",
      signed["origin"] === approval.origin && isOfOrigin(approval) && hasRelyingParty(approval),
      `It was signed on ${approval.origin} with a passkey of ${approval.rpId}.`,
      "It was not signed on the site that the receipt names, or not with a passkey of that site.",
    ),
    judgedLine(
      "Signature",
      verified.ok,
      "The key signed it, and the authenticator had checked its user (fingerprint, face or PIN).",
      "The signature does not hold for these terms, this site and this key, or the authenticator had not checked its user.",
    ),
  ];
}

/** Whether the key is the one that the reader expects. Without an expectation nothing is compared, and that is said. */
export function checkSigner(approval: PasskeyApproval | PasswordApproval, expected: string | undefined): ReceiptLine | null {
  if (approval.proof === "password_totp") {
    if (expected === undefined) return null;
    return { name: "Signer", ok: false, words: `A signer was asked for (${printable(expected)}), but no key signed this receipt.` };
  }
  if (expected === undefined) {
    return { name: "Signer", ok: null, words: "Not compared: no fingerprint was given. Anybody can make a key and sign with it." };
  }
  const actual = keyFingerprint(bytes(approval.publicKey));
  return judgedLine(
    "Signer",
    actual === expected,
    `The key is the one that was asked for, ${actual}.`,
    `unknown signer: the receipt was signed by ${actual}, not by ${printable(expected)}.`,
  );
}

/** What password and code prove, said so that nobody takes it for more. */
export const checkPasswordApproval = (): readonly ReceiptLine[] => [
  {
    name: "Approval",
    ok: null,
    words:
      "The service says that the trader approved these terms with password and one-time code. That shows the trader was there, and it leaves no " +
      "signature: only the service's word stands for the approval, and nothing in this file can prove it to somebody else.",
  },
];

function clientDataOf(base64url: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(bytes(base64url).toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** A relying party is the site itself or a domain above it, never a bare top-level name. */
function isOfOrigin({ origin, rpId }: PasskeyApproval): boolean {
  const { hostname } = new URL(origin);
  return hostname === rpId || (rpId.includes(".") && hostname.endsWith(`.${rpId}`));
}

const hasRelyingParty = ({ authenticatorData, rpId }: PasskeyApproval): boolean =>
  createHash("sha256").update(rpId, "utf8").digest().equals(bytes(authenticatorData).subarray(0, 32));

/** What somebody typed, when it can be shown as it is. */
const printable = (text: string): string => (/^[\x20-\x7e]{1,100}$/.test(text) ? text : "what was typed");
