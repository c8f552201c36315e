// What the step-up routes take and answer.
import * as z from "zod";
import { PURPOSES } from "@/lib/policy/purpose";

export type { Purpose } from "@/lib/policy/purpose";

/** `POST /api/step-up`. */
export const STEP_UP_REQUEST = z.strictObject({
  purpose: z.enum(PURPOSES),
  subjectId: z.string().min(1).max(1_366),
});

const BASE64URL = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** `POST /api/step-up/{grantId}/passkey`: the browser's AuthenticationResponseJSON; every field that is read is named. */
export const PASSKEY_PROOF_REQUEST = z.object({
  credential: z.object({
    id: BASE64URL.max(1_366),
    rawId: BASE64URL.max(1_366),
    type: z.literal("public-key"),
    response: z.object({
      clientDataJSON: BASE64URL.max(4_096),
      authenticatorData: BASE64URL.max(4_096),
      signature: BASE64URL.max(2_048),
      userHandle: z.string().max(128).nullish(),
    }),
  }),
});
export type PasskeyProof = z.infer<typeof PASSKEY_PROOF_REQUEST>["credential"];

/** PublicKeyCredentialRequestOptionsJSON, as far as we use it. */
export interface PasskeyRequestOptions {
  readonly challenge: string;
  readonly rpId: string;
  readonly allowCredentials: readonly { readonly type: "public-key"; readonly id: string; readonly transports?: readonly string[] }[];
  readonly userVerification: "required";
  readonly timeout: number;
}

/** Answer of `POST /api/step-up` (201). `terms` is what was stored and will be approved; screens show it and nothing else. */
export interface StepUpDto {
  readonly grantId: string;
  readonly expiresAt: string;
  readonly terms: Readonly<Record<string, string | number | null>>;
  readonly termsHash: string;
  readonly proofs: {
    readonly passkey?: PasskeyRequestOptions;
    readonly passwordTotp?: { readonly endpoint: string };
  };
}

/** Answer of a proof (200). The grant is good until `expiresAt`. */
export interface ProofDto {
  readonly provenAt: string;
  readonly expiresAt: string;
}
