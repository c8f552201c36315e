import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { powerOfG, preparePowersOfG } from "./power-of-g";
import { G, modPow } from "./srp-group";

const LARGEST = (1n << 256n) - 1n;
const EDGES = [1n, 2n, 255n, 256n, 257n, 0xff00n, 1n << 248n, 1n << 255n, LARGEST - 1n, LARGEST, LARGEST + 1n, 1n << 300n];
const random = () => BigInt(`0x${randomBytes(32).toString("hex")}`);

function expectExact(exponents: readonly bigint[]): void {
  expect(powerOfG(0n)).toBe(1n);
  for (const exponent of exponents) expect(powerOfG(exponent), exponent.toString(16)).toBe(modPow(G, exponent));
}

test("a power of g is that of a whole exponentiation, before its table is there and after, for any exponent", async () => {
  expectExact([...EDGES, random()]);
  await Promise.all([preparePowersOfG(), preparePowersOfG()]);
  expectExact([...EDGES, ...Array.from({ length: 50 }, random)]);
});

test("each byte at each place of an exponent has its own power", async () => {
  await preparePowersOfG();
  for (let place = 0n; place < 32n; place += 1n) {
    for (const byte of [1n, 128n, 255n]) expect(powerOfG(byte << (8n * place))).toBe(modPow(G, byte << (8n * place)));
  }
});
