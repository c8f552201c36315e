// The name of an act's exact terms.
import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical-json";

/** base64url (43 characters) of SHA-256 over the canonical JSON (RFC 8785) of `terms`. */
export function termsHash(terms: unknown): string {
  return hashOfTermsText(canonicalJson(terms));
}

/** The hash of terms that are stored as text; the text must be the canonical one, because it is hashed as it stands. */
export function hashOfTermsText(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("base64url");
}
