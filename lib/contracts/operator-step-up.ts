// What an approval of the desk takes and answers. It has one proof only: a passkey of the operator who asks.
import type { PasskeyRequestOptions } from "./step-up";

export { PASSKEY_PROOF_REQUEST } from "./step-up";
export type { PasskeyProof, ProofDto } from "./step-up";

/** An open grant. The desk's own route adds what it is for; `termsHash` is the hash of the stored terms, which the passkey signs. */
export interface OperatorGrantDto {
  readonly grantId: string;
  readonly expiresAt: string;
  readonly termsHash: string;
  readonly passkey: PasskeyRequestOptions;
}
