import { Secret } from "otpauth";
import { describe, expect, test } from "vitest";
import { judgeTotp, makeTotpSecret } from "./totp";

/** RFC 6238 appendix B, SHA-1: the last six of the eight digits. */
const SECRET = Secret.fromUTF8("12345678901234567890").base32;
const VECTORS: readonly [seconds: number, code: string][] = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
];

describe("a code", () => {
  test.each(VECTORS)("of RFC 6238 at %i s is accepted in its step", (seconds, code) => {
    expect(judgeTotp(SECRET, code, seconds * 1000, 0)).toEqual({ kind: "accepted", step: Math.floor(seconds / 30) });
  });

  test("is accepted one step either side and wrong two steps away", () => {
    const [seconds, code] = [1_111_111_111, "050471"];
    const step = Math.floor(seconds / 30);
    for (const shift of [-30, 0, 30]) expect(judgeTotp(SECRET, code, (seconds + shift) * 1000, 0)).toEqual({ kind: "accepted", step });
    for (const shift of [-60, 60]) expect(judgeTotp(SECRET, code, (seconds + shift) * 1000, 0)).toEqual({ kind: "wrong" });
  });

  test("is used up by its step and by every later one", () => {
    const step = Math.floor(1_111_111_111 / 30);
    expect(judgeTotp(SECRET, "050471", 1_111_111_111_000, step)).toEqual({ kind: "used" });
    expect(judgeTotp(SECRET, "050471", 1_111_111_111_000, step + 1)).toEqual({ kind: "used" });
    expect(judgeTotp(SECRET, "050471", 1_111_111_111_000, step - 1)).toEqual({ kind: "accepted", step });
  });

  test("is wrong in any form but six digits", () => {
    for (const code of ["", "05047", "0504711", "O50471", " 50471", "050471 ", "٠٥٠٤٧١"]) {
      expect(judgeTotp(SECRET, code, 1_111_111_111_000, 0)).toEqual({ kind: "wrong" });
    }
  });
});

test("a secret is 32 random bytes in base32", () => {
  expect(makeTotpSecret()).toMatch(/^[A-Z2-7]{52}$/);
  expect(makeTotpSecret()).not.toBe(makeTotpSecret());
});
