// Checks of a token's outside: size, encoding, header, payload text. A token has one spelling, and readers cannot disagree on it.
import type { TokenCheck } from "./token-check";

const TOKEN_CHARACTERS_MAX = 8 * 1024;
const DEPTH_MAX = 8;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Whether a segment is the one unpadded base64url spelling of its bytes (RFC 7515 §2): left-over bits are zero. */
export function isCanonicalBase64Url(segment: string): boolean {
  if (!/^[A-Za-z0-9_-]*$/.test(segment) || segment.length % 4 === 1) return false;
  const last = ALPHABET.indexOf(segment.at(-1) ?? "A");
  if (segment.length % 4 === 2) return last % 16 === 0;
  return segment.length % 4 === 3 ? last % 4 === 0 : true;
}

const HEADER_MEMBERS = new Set(["alg", "kid", "typ"]);

function isStrictUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Checks of the spelling and of the header, in the order in which they are asked. */
export const TOKEN_TEXT_CHECKS: readonly TokenCheck[] = [
  { name: "size", stage: "text", passes: ({ text }) => text.length <= TOKEN_CHARACTERS_MAX },
  { name: "encoding", stage: "text", passes: ({ segments }) => segments.length === 3 && segments.every(isCanonicalBase64Url) },
  { name: "header_names", stage: "header", passes: ({ scan }) => !scan.hasDoubledName },
  { name: "header_members", stage: "header", passes: ({ members }) => Object.keys(members).every((name) => HEADER_MEMBERS.has(name)) },
  { name: "header_type", stage: "header", passes: ({ members }) => members["typ"] === undefined || members["typ"] === "JWT" },
];

/** Checks of the payload as text, asked once its signature holds. */
export const TOKEN_PAYLOAD_CHECKS: readonly TokenCheck[] = [
  { name: "payload_utf8", stage: "payload", passes: ({ bytes }) => isStrictUtf8(bytes) },
  { name: "payload_names", stage: "payload", passes: ({ scan }) => !scan.hasDoubledName },
  { name: "payload_depth", stage: "payload", passes: ({ scan }) => scan.depth <= DEPTH_MAX },
];
