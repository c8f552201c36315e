// What the authenticator is asked to sign. It holds the hash of the terms, so a signature over it is a signature over the terms.
import { createHash } from "node:crypto";
import { invariant } from "@/lib/ground/invariant";

/** Traders and operators sign in words of their own, so that a signature of one can never be shown as one of the other. */
export type StepUpDomain = "holdfast-step-up-v1" | "holdfast-ops-step-up-v1";

/** base64url of SHA-256(domain ‖ nonce of the grant, 32 bytes ‖ hash of the terms, 32 bytes). */
export function stepUpChallenge(nonce: Uint8Array, hashOfTerms: string, domain: StepUpDomain = "holdfast-step-up-v1"): string {
  const hash = Buffer.from(hashOfTerms, "base64url");
  invariant(nonce.length === 32 && hash.length === 32, "a step-up challenge is made of a 32-byte nonce and a SHA-256");
  return createHash("sha256").update(domain, "utf8").update(nonce).update(hash).digest("base64url");
}
