import { describe, expect, test } from "vitest";
import type { WithdrawableDto } from "@/lib/contracts/withdrawals";
import { keyOfAsset, needsPasskey, outlookOf, passwordLimitOf } from "./judge-draft";

const USDC: WithdrawableDto = {
  ...{ asset: "USDC", network: "ethereum-local", networkLabel: "Ethereum", decimals: 6, available: "100", fee: "0.5", amountMax: "99.5" },
  caps: { passkey: { single: "10000", daily: "25000" }, password_totp: { single: "500", daily: "1500" } },
};

describe("what remains", () => {
  test.each([
    ["99.5", "0", false],
    ["99.499999", "0.000001", false],
    [" 1 ", "98.5", false],
  ])("%j leaves %s", (amount, remains, isTooMuch) => {
    expect(outlookOf(USDC, amount)).toEqual({ remains, isTooMuch });
  });

  test("one base unit above the most is too much", () => {
    expect(outlookOf(USDC, "99.500001")).toEqual({ remains: null, isTooMuch: true });
  });

  test.each(["", "0", "-1", "1e9", "1,000", "0.0000001", "abc"])("%j is not judged here", (amount) => {
    expect(outlookOf(USDC, amount)).toEqual({ remains: null, isTooMuch: false });
  });
});

test("an asset is named by its symbol alone until two networks have it", () => {
  const other = { ...USDC, network: "base" };
  expect(keyOfAsset(USDC, [USDC])).toBe("USDC");
  expect(keyOfAsset(USDC, [USDC, other])).toBe("USDC@ethereum-local");
});

test("the limit of password and code is said with its asset, and its absence is null", () => {
  expect(passwordLimitOf(USDC)).toBe("500 USDC");
  expect(passwordLimitOf({ ...USDC, caps: { ...USDC.caps, password_totp: null } })).toBeNull();
  expect(passwordLimitOf(undefined)).toBeNull();
});

test("an amount above what password and code may approve takes a passkey, and one at the limit does not", () => {
  expect([needsPasskey(USDC, "500"), needsPasskey(USDC, "500.000001")]).toEqual([false, true]);
  expect(needsPasskey({ ...USDC, caps: { ...USDC.caps, password_totp: null } }, "1")).toBe(true);
  expect([needsPasskey(undefined, "900"), needsPasskey(USDC, ""), needsPasskey(USDC, "abc")]).toEqual([false, false, false]);
});
