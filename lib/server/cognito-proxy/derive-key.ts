// One secret in the settings, one key per purpose: a value made for one purpose opens nothing in another.
import "server-only";
import { createHmac, hkdfSync } from "node:crypto";

import { invariant } from "@/lib/ground/invariant";
import { settings } from "@/lib/server/env";

const KEY_BYTES = 32;

function sealKey(): Buffer {
  const bytes = Buffer.from(
    settings()
      .sessionSealKey.reveal()
      .replace(/^demo\./, ""),
    "base64url",
  );
  invariant(bytes.length === KEY_BYTES, "the session seal key has 32 bytes");
  return bytes;
}

/** The 32-byte key of one purpose (HKDF-SHA-256, RFC 5869). */
export function deriveKey(purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", sealKey(), "", `holdfast:${purpose}`, KEY_BYTES));
}

/** A name that can be stored and compared but not read: HMAC-SHA-256 under the purpose's own key. */
export function keyedName(purpose: string, name: string): Buffer {
  return createHmac("sha256", deriveKey(purpose)).update(name).digest();
}

/** The name under which guesses at an account are counted, by its normalised address: the same for an address that nobody has. */
export const attemptsKey = (email: string): Buffer => keyedName("account-attempts", email);

/** A stable UUID-shaped stand-in for a name. Nobody without our key can tell it from a random one. */
export function pseudonym(purpose: string, name: string): string {
  const bytes = keyedName(purpose, name).subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
