// The pool's name for an old account: the same one for the same legacy id, by whichever way and however often it comes, and a random one to everybody
// who lacks the key. So an import that is repeated finds what it made, and nobody can count accounts by their numbers.
import { createHmac } from "node:crypto";

/** A UUID-shaped name: HMAC-SHA-256 of the legacy id. `key` is 32 bytes in base64url; a demo key carries its mark in front. */
export function legacyUsername(key: string, legacyId: string): string {
  const bytes = createHmac("sha256", Buffer.from(key.replace(/^demo\./, ""), "base64url"))
    .update(JSON.stringify(["holdfast-legacy-username-v1", legacyId]))
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The form of such a key. */
export const LEGACY_NAME_KEY = /^(demo\.)?[A-Za-z0-9_-]{43}$/;
