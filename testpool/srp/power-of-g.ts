// Each sign-in raises g to a fresh power. With the powers of g at hand that is 31 products instead of a whole exponentiation.
import { setImmediate } from "node:timers/promises";
import { G, modPow, N } from "./srp-group";

const WINDOW_BITS = 8;
const WINDOWS = 32;
const EXPONENT_MAX = 1n << 256n;

/** One row for each byte of an exponent: g^(byte · 256^row) at the place of the byte. Null until it is whole. */
let rows: readonly (readonly bigint[])[] | null = null;
let making: Promise<void> | null = null;

async function makeRows(): Promise<void> {
  const made: bigint[][] = [];
  let base = G;
  for (let window = 0; window < WINDOWS; window += 1) {
    const row = [1n];
    for (let power = base; row.length < 1 << WINDOW_BITS; power = (power * base) % N) row.push(power);
    made.push(row);
    base = ((row.at(-1) ?? 1n) * base) % N;
    // A row takes milliseconds, the whole a tenth of a second: whoever calls meanwhile waits for one row at most.
    await setImmediate();
  }
  rows = made;
}

/** Makes the powers of g, once for the process; resolves when they are there. Nobody needs to wait: until then powers are only slower. */
export function preparePowersOfG(): Promise<void> {
  making ??= makeRows();
  return making;
}

/** g^exponent mod N, for an exponent of 0 or more. Not constant in time: what it takes tells of secrets that are for tests only. */
export function powerOfG(exponent: bigint): bigint {
  if (exponent === 0n) return 1n;
  if (rows === null || exponent >= EXPONENT_MAX) return modPow(G, exponent);
  let result = 1n;
  let rest = exponent;
  for (const row of rows) {
    const byte = Number(BigInt.asUintN(WINDOW_BITS, rest));
    if (byte !== 0) result = (result * (row[byte] ?? 1n)) % N;
    rest >>= BigInt(WINDOW_BITS);
  }
  return result;
}
