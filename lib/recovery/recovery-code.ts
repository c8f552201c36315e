// A recovery code as a person reads and types it: 80 random bits in Crockford's base32, which has no letters that look like digits.

/** Random bytes that one code is made of. */
export const RECOVERY_CODE_BYTES = 10;

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHARACTERS = 16;
const GROUP = 4;
const BITS = 5;
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1" };

/** Four groups of four, joined by dashes. `bytes` are exactly ten. */
export function writeRecoveryCode(bytes: Uint8Array): string {
  let number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let text = "";
  for (let index = 0; index < CHARACTERS; index += 1) {
    text = ALPHABET.charAt(Number(number & 31n)) + text;
    number >>= BigInt(BITS);
  }
  return inGroups(text);
}

/** The one form of a typed code: any case, any spaces and dashes, O for 0 and I or L for 1. Null for what no code of ours can be. */
export function readRecoveryCode(typed: string): string | null {
  const letters = Array.from(typed.toUpperCase().replace(/[\s–-]/g, "")).map((letter) => LOOK_ALIKES[letter] ?? letter);
  const isCode = letters.length === CHARACTERS && letters.every((letter) => ALPHABET.includes(letter));
  return isCode ? inGroups(letters.join("")) : null;
}

const inGroups = (text: string): string => (text.match(new RegExp(`.{${GROUP}}`, "g")) ?? []).join("-");
