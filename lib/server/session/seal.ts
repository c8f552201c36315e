// Seals what must rest in the database for a while: AES-256-GCM under a key of its own purpose, bound to the row it belongs to.
import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { Secret } from "@/lib/settings/secret";

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals and opens texts of one purpose. */
export interface Seal {
  /** `boundTo` must be given again to open: a sealed value moved to another row opens nothing. */
  seal(text: string, boundTo: Uint8Array): Buffer;
  /** The text, or null for a value that was changed, moved or sealed for another purpose. */
  open(sealed: Uint8Array, boundTo: Uint8Array): string | null;
}

/** A seal whose key is derived from the settings' key for this purpose alone (HKDF-SHA-256, RFC 5869). */
export function createSeal(sealKey: Secret, purpose: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", Buffer.from(sealKey.reveal(), "base64url"), "", `holdfast:${purpose}`, KEY_BYTES));
  return {
    seal: (text, boundTo) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(boundTo);
      return Buffer.concat([iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    },
    open: (sealed, boundTo) => {
      if (sealed.length < IV_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(boundTo).setAuthTag(sealed.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString("utf8");
      } catch {
        return null;
      }
    },
  };
}
