// The short name of a public key, to be compared with one that was noted earlier by other means.
import { createHash } from "node:crypto";

/** `SHA256:` and the base64url of SHA-256 over the key's COSE bytes, as the authenticator gave them at enrolment. */
export function keyFingerprint(publicKey: Uint8Array): string {
  return `SHA256:${createHash("sha256").update(publicKey).digest("base64url")}`;
}
