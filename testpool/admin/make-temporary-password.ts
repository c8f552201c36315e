// AdminCreateUser makes up a password when it is given none.
import { randomInt } from "node:crypto";
import type { PasswordPolicy } from "../store/settings-records";

const SETS = ["abcdefghijkmnopqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "!@#$%^&*()-_"] as const;

/** A random password that satisfies every policy of that length: one of each kind of character at least. */
export function makeTemporaryPassword(policy: PasswordPolicy): string {
  const length = Math.max(policy.lengthMin, 8);
  const all = SETS.join("");
  const characters = Array.from({ length }, (_, index) => {
    const set = SETS[index] ?? all;
    return set.charAt(randomInt(set.length));
  });
  for (let index = length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1);
    [characters[index], characters[other]] = [characters[other] ?? "", characters[index] ?? ""];
  }
  return characters.join("");
}
