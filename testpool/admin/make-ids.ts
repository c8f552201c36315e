// Ids and secrets in the forms that AWS gives them; clients split a pool id at its underscore.
import { randomInt } from "node:crypto";

const LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
const MIXED = `${LOWER}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}

/** `<region>_` and nine letters or digits (documented form). */
export function makePoolId(region: string): string {
  return `${region}_${randomText(MIXED, 9)}`;
}

/** 26 small letters and digits (observed form). */
export function makeClientId(): string {
  return randomText(LOWER, 26);
}

/** 52 small letters and digits (observed: 51 or 52). */
export function makeClientSecret(): string {
  return randomText(LOWER, 52);
}
