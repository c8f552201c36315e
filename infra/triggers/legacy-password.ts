// One typed password against one old hash, always with one hash's work: an account that is not there, is closed or has no hash costs what a real one does.
import { argon2Verify, bcryptVerify } from "hash-wasm";

/** The two kinds of work; a test counts them. */
export interface HashWork {
  argon2(password: string, hash: string): Promise<boolean>;
  bcrypt(password: string, hash: string): Promise<boolean>;
}

export const HASH_WORK: HashWork = {
  argon2: (password, hash) => argon2Verify({ password, hash }),
  bcrypt: (password, hash) => bcryptVerify({ password, hash }),
};

/** What stands in where there is no hash: of no password that anybody has, with the cost that OWASP advises for argon2id. */
export const HASH_OF_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$aG9sZGZhc3Qtbm9ib2R5IQ$VvLd4srpICMroPxhIQvgUVZ6reK0wbfRS1QMq/XEO94";

const ARGON2 = /^\$argon2(?:id|i|d)\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{16,172}$/;
const BCRYPT = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
// What fits into the pool's five seconds on a small function; a dearer hash would stop the function, so it is none.
const MOST = { argon2Kibibytes: 262_144, argon2Passes: 8, argon2Lanes: 16, bcryptCost: 13 } as const;
const BCRYPT_BYTES_MAX = 72;

/** The kind of an encoded hash that can be judged here, or null. */
export function hashKindOf(hash: string): "argon2" | "bcrypt" | null {
  const [, memory = "", passes = "", lanes = ""] = ARGON2.exec(hash) ?? [];
  if (memory !== "") {
    const isFit = Number(memory) <= MOST.argon2Kibibytes && Number(passes) <= MOST.argon2Passes && Number(lanes) <= MOST.argon2Lanes;
    return isFit && Number(passes) > 0 && Number(lanes) > 0 && Number(memory) >= 8 * Number(lanes) ? "argon2" : null;
  }
  const cost = Number(BCRYPT.exec(hash)?.[1] ?? "0");
  return cost >= 4 && cost <= MOST.bcryptCost ? "bcrypt" : null;
}

/** As every bcrypt library cuts it: the hash knows the first 72 bytes only. */
function cutForBcrypt(password: string): string {
  const bytes = Buffer.from(password, "utf8");
  if (bytes.length <= BCRYPT_BYTES_MAX) return password;
  // A cut inside a letter would change it; whoever has such a password proves the mailbox instead.
  return new TextDecoder("utf-8").decode(bytes.subarray(0, BCRYPT_BYTES_MAX)).replace(/\uFFFD+$/, "");
}

/**
 * Whether `password` is the one of `hash`. `likeOthers` is an encoded hash of the kind and cost that most accounts have: it is worked on, and the answer
 * is false, where `hash` is null or none that can be judged. Exactly one hash is worked on, whatever is asked.
 */
export async function isLegacyPassword(
  password: string,
  hash: string | null,
  likeOthers: string = HASH_OF_NOBODY,
  work: HashWork = HASH_WORK,
): Promise<boolean> {
  const kind = hash === null ? null : hashKindOf(hash);
  const judged = kind === null ? likeOthers : (hash ?? likeOthers);
  // An empty password and one with a NUL are refused by the work itself or cut short by old libraries.
  const isTypable = password !== "" && !password.includes("\0");
  const typed = isTypable ? password : "x";
  const isRight = hashKindOf(judged) === "bcrypt" ? await work.bcrypt(cutForBcrypt(typed), judged) : await work.argon2(typed, judged);
  return isRight && kind !== null && isTypable;
}
