// What an approval of the desk takes and answers. It has one proof only: a passkey of the operator who asks.
import * as z from "zod";
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

/** `POST /api/ops/passkeys/{id}/grant`; `id` is `new` for one that is to be added. */
export const PASSKEY_GRANT_REQUEST = z.strictObject({ act: z.enum(["passkey_add", "passkey_remove", "passkey_confirm"]) });

/** A write that uses a grant. */
export const GRANT_REQUEST = z.strictObject({ grantId: z.string().max(64).optional() });
