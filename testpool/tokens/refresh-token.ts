// A refresh token is opaque: five segments like Cognito's JWE, about 1.8 KB, sealed with the installation's own key.
// One generation of a family has one token, so a retry inside the grace gets the same successor.
import { createCipheriv, createDecipheriv } from "node:crypto";
import { isFields } from "../protocol/shapes";
import type { KeyRing } from "../store/key-ring";

const HEADER = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString("base64url");
const WRAPPED_KEY_BYTES = 256;
const IV_BYTES = 12;
/** Fills the sealed text to the length observed on AWS, so that cookie limits are met here first. */
const TEXT_LENGTH = 1010;

/** Which family and which generation a token stands for. */
export interface RefreshHandle {
  readonly originJti: string;
  readonly generation: number;
}

const sealKey = (keys: KeyRing) => keys.derive("refresh|key", 32);

/** The token of one generation of a family. */
export function sealRefreshToken(keys: KeyRing, handle: RefreshHandle): string {
  const name = `${handle.originJti}|${handle.generation}`;
  const wrappedKey = keys.derive(`refresh|wrap|${name}`, WRAPPED_KEY_BYTES).toString("base64url");
  const iv = keys.derive(`refresh|iv|${name}`, IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", sealKey(keys), iv).setAAD(Buffer.from(`${HEADER}.${wrappedKey}`));
  const text = JSON.stringify({ originJti: handle.originJti, generation: handle.generation });
  const sealed = Buffer.concat([cipher.update(text.padEnd(TEXT_LENGTH)), cipher.final()]);
  const parts = [iv, sealed, cipher.getAuthTag()].map((part) => part.toString("base64url"));
  return [HEADER, wrappedKey, ...parts].join(".");
}

function decrypt(keys: KeyRing, parts: readonly string[]): unknown {
  const [header = "", wrappedKey = "", iv = "", sealed = "", tag = ""] = parts;
  const decipher = createDecipheriv("aes-256-gcm", sealKey(keys), Buffer.from(iv, "base64url"), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(`${header}.${wrappedKey}`)).setAuthTag(Buffer.from(tag, "base64url"));
  const text = Buffer.concat([decipher.update(Buffer.from(sealed, "base64url")), decipher.final()]);
  return JSON.parse(text.toString("utf8"));
}

/** What a token stands for, or null for a token that this installation never made. */
export function openRefreshToken(keys: KeyRing, token: string): RefreshHandle | null {
  const parts = token.split(".");
  if (parts.length !== 5) return null;
  try {
    const value = decrypt(keys, parts);
    if (!isFields(value)) return null;
    const { originJti, generation } = value;
    return typeof originJti === "string" && typeof generation === "number" ? { originJti, generation } : null;
  } catch {
    return null;
  }
}
