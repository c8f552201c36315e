// What an operator is called where others read it: stable, tellable over the phone, and nothing of a name or an address.
import "server-only";
import { createHash } from "node:crypto";

// Crockford's base 32: no letter that a digit could be mistaken for.
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH = 6;

/** `desk-` and six characters of SHA-256 over the operator's `sub` (30 bits: two of a thousand operators meet with a chance of 1 in 2,000). */
export function operatorHandle(sub: string): string {
  const digest = createHash("sha256").update(sub, "utf8").digest();
  return `desk-${[...digest.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length] ?? "").join("")}`;
}
