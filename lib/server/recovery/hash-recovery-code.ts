// Recovery codes rest as slow hashes. They have 80 random bits, so a salt per set is enough, and no key of ours is needed that a new one would void.
import "server-only";
import { scrypt } from "node:crypto";

const HASH_BYTES = 32;
// 4 MiB and some ten milliseconds. Against 80 bits that is plenty: the cost only makes sure that nobody even begins with a stolen table.
const COST = { N: 4_096, r: 8, p: 1 };

/** scrypt (RFC 7914) of a code in its one form under its set's salt. */
export function hashRecoveryCode(code: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(code, salt, HASH_BYTES, COST, (error, hash) => {
      if (error === null) resolve(hash);
      else reject(error);
    });
  });
}
