// A key as it is shown: `hf_`, the key's id without its hyphens, and 32 random bytes. Only the hash of those bytes is ever stored.
import "server-only";
import { createHash } from "node:crypto";

/** A key that has the right form; nothing is known of it yet. */
export interface ShownKey {
  readonly id: string;
  readonly secretHash: string;
}

const FORM = /^hf_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;

/** Base64url SHA-256. A slow hash would protect words that people choose; of 32 random bytes nobody can try the possibilities. */
export const hashApiSecret = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** Reads a key's text; null for any other form. */
export function readShownKey(text: string): ShownKey | null {
  const [, hex, secret] = FORM.exec(text) ?? [];
  if (hex === undefined || secret === undefined) return null;
  return { id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"), secretHash: hashApiSecret(secret) };
}

/** The text of a key, to be shown once. */
export const writeShownKey = (id: string, secret: string): string => `hf_${id.replaceAll("-", "")}_${secret}`;
