// What the authenticator is asked to sign. It holds the hash of the terms, so a signature over it is a signature over the terms.
import { createHash } from "node:crypto";
import { invariant } from "@/lib/ground/invariant";

const DOMAIN = "holdfast-step-up-v1";

/** base64url of SHA-256("holdfast-step-up-v1" ‖ nonce of the grant, 32 bytes ‖ hash of the terms, 32 bytes). */
export function stepUpChallenge(nonce: Uint8Array, hashOfTerms: string): string {
  const hash = Buffer.from(hashOfTerms, "base64url");
  invariant(nonce.length === 32 && hash.length === 32, "a step-up challenge is made of a 32-byte nonce and a SHA-256");
  return createHash("sha256").update(DOMAIN, "utf8").update(nonce).update(hash).digest("base64url");
}
