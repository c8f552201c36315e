// The receipt of a withdrawal: everything that somebody else needs to check, without us, what was approved and what was paid.
// A receipt file is exactly the canonical JSON (RFC 8785) of this value and one line feed; any other spelling is not a receipt.
import type { WithdrawalTerms } from "@/lib/withdrawals/withdrawal-terms";

/** All binary values are base64url without padding, except those of the chain, which are 0x-hex. Times are RFC 3339, UTC. */
export interface ReceiptDto {
  readonly version: 1;
  readonly kind: "withdrawal";
  readonly terms: WithdrawalTerms;
  /** base64url of SHA-256 over the canonical JSON of `terms`. */
  readonly termsHash: string;
  readonly approval: PasskeyApproval | PasswordApproval;
  readonly settlement: {
    readonly sender: string;
    /** The signed transaction as it was sent; the hash, the sender, the destination and the amount can be read from it. */
    readonly rawTransaction: string;
    readonly txHash: string;
    readonly blockNumber: string;
    readonly blockHash: string;
    readonly confirmations: number;
    readonly settledAt: string;
  };
  /** base64url of SHA-256 over the canonical JSON of everything else in the receipt. */
  readonly digest: string;
}

/** The trader's authenticator signed the hash of the terms. */
export interface PasskeyApproval {
  readonly proof: "passkey";
  readonly grantId: string;
  readonly grantNonce: string;
  readonly approvedAt: string;
  readonly origin: string;
  readonly rpId: string;
  readonly credentialId: string;
  /** COSE_Key as the authenticator gave it at enrolment. */
  readonly publicKey: string;
  /** `SHA256:` and the base64url of SHA-256 over `publicKey`'s bytes. */
  readonly keyFingerprint: string;
  readonly clientDataJSON: string;
  readonly authenticatorData: string;
  readonly signature: string;
}

/** The trader gave password and code for exactly these terms; nothing here can be checked without trusting the service. */
export interface PasswordApproval {
  readonly proof: "password_totp";
  readonly grantId: string;
  readonly grantNonce: string;
  readonly approvedAt: string;
}
