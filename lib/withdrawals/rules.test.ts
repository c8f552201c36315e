import { describe, expect, it, test } from "vitest";
import { isUuid } from "@/lib/ground/is-uuid";
import { sayTime, timeText } from "@/lib/server/postgres/time-text";
import { addressStateAt, looksAlike } from "./judge-address";
import { judgeAmount } from "./judge-amount";
import { capSentence, judgeCaps, proofsWithinCaps } from "./judge-caps";
import { canCancel, canConfirm, stateAt, type StoredState } from "./judge-state";
import { isPlainText } from "./plain-text";
import { findAssetPolicy, type AssetPolicy } from "./withdrawal-policy";
import { WITHDRAWAL_STATES } from "./withdrawal-state";

const policyOf = (asset: string, decimals: number): AssetPolicy => {
  const row = findAssetPolicy(asset, decimals);
  if (row === null) throw new Error(`no policy for ${asset}`);
  return row;
};

describe("the policy", () => {
  test.each([
    ["USDC", 6, 500_000n, [500_000_000n, 1_500_000_000n], [10_000_000_000n, 25_000_000_000n]],
    ["ETH", 18, 2n * 10n ** 14n, [15n * 10n ** 16n, 45n * 10n ** 16n], [3n * 10n ** 18n, 75n * 10n ** 17n]],
    ["WBTC", 8, 500n, [500_000n, 1_500_000n], [10_000_000n, 25_000_000n]],
    ["LINK", 18, 3n * 10n ** 16n, [30n * 10n ** 18n, 90n * 10n ** 18n], [600n * 10n ** 18n, 1_500n * 10n ** 18n]],
  ] as const)("of %s is what was decided, in base units", (asset, decimals, fee, password, passkey) => {
    expect(policyOf(asset, decimals)).toEqual({
      decimals,
      feeBaseUnits: fee,
      caps: {
        password_totp: { singleBaseUnits: password[0], dailyBaseUnits: password[1] },
        passkey: { singleBaseUnits: passkey[0], dailyBaseUnits: passkey[1] },
      },
    });
  });

  test.each([
    ["DOGE", 8],
    ["USDC", 18],
    ["usdc", 6],
    ["constructor", 6],
    ["__proto__", 6],
  ])("has no row for %s with %i decimals, so it cannot be withdrawn", (asset, decimals) => {
    expect(findAssetPolicy(asset, decimals)).toBeNull();
  });
});

describe("an amount", () => {
  test.each([
    ["0.000001", 6, 1n],
    ["12.50", 6, 12_500_000n],
    [`${"9".repeat(72)}.999999`, 6, 10n ** 78n - 1n],
    ["3", 0, 3n],
  ])("%s of %i decimals is taken", (text, decimals, units) => {
    expect(judgeAmount(text, decimals)).toEqual({ ok: true, value: units });
  });

  const refused: readonly [string, unknown, number, RegExp][] = [
    ["zero", "0", 6, /zero/],
    ["zero with decimals", "0.000000", 6, /zero/],
    ["negative", "-1", 6, /minus/],
    ["an exponent", "1e3", 6, /exponent/],
    ["one decimal too many", "0.0000001", 6, /at most 6 decimals/],
    ["decimals of an asset without any", "1.5", 0, /no decimals/],
    ["78 digits and six more", "9".repeat(78), 6, /too many digits/],
    ["a thousand digits", "9".repeat(1_000), 6, /too many digits/],
    ["a number", 5, 6, /as text/],
    ["nothing", null, 6, /as text/],
    ["grouped", "1,000", 6, /digits and one point/],
    ["with a space", " 1", 6, /digits and one point/],
    ["in other digits", "１", 6, /digits and one point/],
    ["a word", "all", 6, /digits and one point/],
  ];
  test.each(refused)("that is %s is refused in words of its own", (_name, text, decimals, sentence) => {
    const judged = judgeAmount(text, decimals);
    expect(judged.ok ? "taken" : judged.refusal).toMatch(sentence);
  });
});

describe("the caps", () => {
  const usdc = policyOf("USDC", 6);
  const outflow = (amountBaseUnits: bigint, approvedBaseUnits = 0n) => ({ amountBaseUnits, approvedBaseUnits });

  it("may be used up to their last unit, and not one further", () => {
    expect(judgeCaps(usdc, "password_totp", outflow(500_000_000n))).toEqual({ ok: true, value: null });
    expect(judgeCaps(usdc, "password_totp", outflow(500_000_001n))).toEqual({ ok: false, refusal: "single" });
    expect(judgeCaps(usdc, "passkey", outflow(10_000_000_000n))).toEqual({ ok: true, value: null });
    expect(judgeCaps(usdc, "passkey", outflow(10_000_000_001n))).toEqual({ ok: false, refusal: "single" });
    expect(judgeCaps(usdc, "password_totp", outflow(1n, 1_499_999_999n))).toEqual({ ok: true, value: null });
    expect(judgeCaps(usdc, "password_totp", outflow(1n, 1_500_000_000n))).toEqual({ ok: false, refusal: "daily" });
    expect(judgeCaps(usdc, "passkey", outflow(10_000_000_000n, 15_000_000_000n))).toEqual({ ok: true, value: null });
    expect(judgeCaps(usdc, "passkey", outflow(10_000_000_000n, 15_000_000_001n))).toEqual({ ok: false, refusal: "daily" });
  });

  it("leave the proofs that have room", () => {
    expect(proofsWithinCaps(usdc, outflow(500_000_000n))).toEqual(["passkey", "password_totp"]);
    expect(proofsWithinCaps(usdc, outflow(500_000_001n))).toEqual(["passkey"]);
    expect(proofsWithinCaps(usdc, outflow(10_000_000_001n))).toEqual([]);
  });

  it("are told with their figures, and name the passkey only where it helps", () => {
    expect(capSentence("USDC", usdc, "password_totp", "single", outflow(501_000_000n))).toBe(
      "With password and code you can send at most 500 USDC at once. Add a passkey on the security page to send more.",
    );
    expect(capSentence("USDC", usdc, "password_totp", "daily", outflow(400_000_000n, 1_200_000_000n))).toBe(
      "With password and code you can send at most 1500 USDC in 24 hours, and 1200 USDC are already approved. Add a passkey on the security page to send more.",
    );
    expect(capSentence("USDC", usdc, "passkey", "single", outflow(10_000_000_001n))).toBe(
      "With a passkey you can send at most 10000 USDC at once.",
    );
    expect(capSentence("USDC", usdc, "password_totp", "single", outflow(10_000_000_001n))).not.toMatch(/Add a passkey/);
  });
});

describe("the state of a withdrawal", () => {
  const row = { state: "awaiting_approval", expiresAtSeconds: 1_000 } as const;

  it("is expired from the second of its end on, and only while nobody has approved it", () => {
    expect(stateAt(row, 999)).toBe("awaiting_approval");
    expect(stateAt(row, 1_000)).toBe("expired");
    const decided: readonly StoredState[] = ["approved", "submitted", "settled", "cancelled", "failed"];
    for (const state of decided) expect(stateAt({ ...row, state }, 9_999)).toBe(state);
  });

  it("lets one state be approved and two be cancelled", () => {
    expect(WITHDRAWAL_STATES.filter(canConfirm)).toEqual(["awaiting_approval"]);
    expect(WITHDRAWAL_STATES.filter(canCancel)).toEqual(["awaiting_approval", "approved"]);
  });
});

describe("the state of an address", () => {
  it("changes at the exact second", () => {
    expect(addressStateAt({ expiresAtSeconds: 900, usableAtSeconds: null }, 899)).toBe("awaiting_approval");
    expect(addressStateAt({ expiresAtSeconds: 900, usableAtSeconds: null }, 900)).toBe("expired");
    expect(addressStateAt({ expiresAtSeconds: 900, usableAtSeconds: 86_400 }, 86_399)).toBe("cooling_off");
    expect(addressStateAt({ expiresAtSeconds: 900, usableAtSeconds: 86_400 }, 86_400)).toBe("usable");
  });
});

describe("an address that looks like another", () => {
  const known = "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720";
  test.each([
    ["the same ends", `0xa0ee${"0".repeat(32)}9720`, true],
    ["the same ends in capitals", `0xA0EE${"0".repeat(32)}9720`, true],
    ["one's own other spelling", known.toLowerCase(), false],
    ["itself", known, false],
    ["another beginning", `0xa0ef${"0".repeat(32)}9720`, false],
    ["another end", `0xa0ee${"0".repeat(32)}9721`, false],
  ])("with %s", (_name, other, expected) => {
    expect(looksAlike(known, other)).toBe(expected);
    expect(looksAlike(other, known)).toBe(expected);
  });
});

describe("a label or memo", () => {
  test.each(["Cold storage", "Kälte 2", "家族 👨‍👩‍👧", "rent; 50%"])("%s is plain", (text) => {
    expect(isPlainText(text)).toBe(true);
  });

  test.each([
    ["a turned direction", "safe\u202Eevil"],
    ["a zero byte", "a\u0000b"],
    ["a line feed", "a\nb"],
    ["half a character", "a\uD800"],
    ["nothing to see", "\u200D"],
    ["only spaces", "   "],
    ["a hidden space", "a\u200Bb"],
    ["a private character", "\uE000"],
  ])("with %s is refused", (_name, text) => {
    expect(isPlainText(text)).toBe(false);
  });
});

test("instants are written to the second, in terms and in sentences", () => {
  expect(timeText(1_795_479_317)).toBe("2026-11-24T00:15:17Z");
  expect(sayTime(1_795_479_317)).toBe("2026-11-24 00:15:17 UTC");
});

test("an id has one spelling", () => {
  expect(isUuid("0a1b2c3d-0000-4000-8000-00000000aaaa")).toBe(true);
  for (const text of ["0A1B2C3D-0000-4000-8000-00000000AAAA", "{0a1b2c3d-0000-4000-8000-00000000aaaa}", "../x", "", "1"])
    expect(isUuid(text)).toBe(false);
});
