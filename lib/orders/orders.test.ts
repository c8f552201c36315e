// The rules of orders as tables: what may be taken, what must come, which state may follow which.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ORDER_CAPS } from "@/lib/policy/account-policy";
import { candidatePaths, pathOf, pathText } from "./candidate-paths";
import { isSlippage, minimumReceived, SLIPPAGE_BPS_MAX } from "./minimum-received";
import { findOrderCaps, orderCapSentence, proofsForOrder } from "./order-policy";
import { canCancelOrder, canConfirmOrder, NEXT_ORDER_STATES, ORDER_STATES, orderStateAt } from "./order-state";
import { priceImpactBps } from "./price-impact";
import { type Leg, usdValueOf } from "./usd-value";

describe("the minimum received", () => {
  it.each([
    [10_000n, 50, 9_950n],
    [10_001n, 50, 9_951n],
    [1n, 500, 1n],
    [199n, 100, 198n],
    [0n, 50, 0n],
  ])("of %i at %i hundredths of a per cent is %i: the odd unit is the trader's", (quoted, bps, minimum) => {
    expect(minimumReceived(quoted, bps)).toBe(minimum);
  });

  it("is never above the quote and never further below than was chosen", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.integer({ min: 1, max: SLIPPAGE_BPS_MAX }), (quoted, bps) => {
        const minimum = minimumReceived(quoted, bps);
        expect(minimum <= quoted && minimum * 10_000n >= quoted * BigInt(10_000 - bps)).toBe(true);
      }),
    );
  });

  it("takes a slippage from one hundredth to five per cent, in whole hundredths", () => {
    expect([0, 1, 500, 501, 1.5, Number.NaN].map(isSlippage)).toEqual([false, true, true, false, false, false]);
  });
});

describe("the price impact", () => {
  /** What a pool answers (Uniswap V2, getAmountOut). */
  const out = (amountIn: bigint, reserveIn: bigint, reserveOut: bigint): bigint =>
    (amountIn * 997n * reserveOut) / (reserveIn * 1_000n + amountIn * 997n);

  it("is nothing for a drop in the sea, and a tenth for a tenth of the pool", () => {
    const sea = { reserveIn: 10n ** 24n, reserveOut: 10n ** 24n };
    expect(priceImpactBps([sea], 10n ** 15n, out(10n ** 15n, sea.reserveIn, sea.reserveOut))).toBeLessThanOrEqual(1);
    const pond = { reserveIn: 1_000_000n, reserveOut: 3_000_000n };
    expect(priceImpactBps([pond], 100_000n, out(100_000n, pond.reserveIn, pond.reserveOut))).toBe(907);
  });

  it("adds up over two hops, leaves the exchange's fee out, and says nothing of an empty pool", () => {
    const hop = { reserveIn: 1_000_000n, reserveOut: 1_000_000n };
    const first = out(10_000n, hop.reserveIn, hop.reserveOut);
    const both = priceImpactBps([hop, hop], 10_000n, out(first, hop.reserveIn, hop.reserveOut)) ?? 0;
    expect(both).toBeGreaterThan(priceImpactBps([hop], 10_000n, first) ?? 0);
    expect(priceImpactBps([hop], 10_000n, 9_970n)).toBe(0);
    expect(priceImpactBps([{ reserveIn: 0n, reserveOut: 1n }], 1n, 1n)).toBeNull();
    expect(priceImpactBps([], 1n, 1n)).toBeNull();
  });
});

describe("paths", () => {
  it("go straight or over one other token, never in a circle", () => {
    expect(candidatePaths("a", "b", ["w", "a", "b", "w", "c"])).toEqual([
      ["a", "b"],
      ["a", "w", "b"],
      ["a", "c", "b"],
    ]);
    expect(candidatePaths("a", "a", ["w"])).toEqual([]);
    expect(pathOf(pathText(["a", "w", "b"]))).toEqual(["a", "w", "b"]);
  });
});

describe("caps", () => {
  const caps = findOrderCaps("USDC", 6);
  if (caps === null) throw new Error("the policy has USDC");

  it("may be used up to the last unit by each proof", () => {
    expect(proofsForOrder(caps, 2_500_000_000n)).toEqual(["passkey", "password_totp"]);
    expect(proofsForOrder(caps, 2_500_000_001n)).toEqual(["passkey"]);
    expect(proofsForOrder(caps, 50_000_000_000n)).toEqual(["passkey"]);
    expect(proofsForOrder(caps, 50_000_000_001n)).toEqual([]);
  });

  it("hold only for an asset of their decimals", () => {
    for (const [asset, { decimals }] of Object.entries(ORDER_CAPS)) {
      expect(findOrderCaps(asset, decimals)).not.toBeNull();
      expect(findOrderCaps(asset, decimals + 1)).toBeNull();
    }
    expect(findOrderCaps("XYZ", 18)).toBeNull();
  });

  it("say what would help, where something would", () => {
    expect(orderCapSentence("USDC", 6, caps, "password_totp", 3_000_000_000n)).toBe(
      "With password and code one order can pay at most 2500 USDC. Add a passkey on the security page to order more.",
    );
    expect(orderCapSentence("USDC", 6, caps, "passkey", 60_000_000_000n)).toBe("With a passkey one order can pay at most 50000 USDC.");
  });
});

describe("the state machine", () => {
  it("lets only what waits be approved, and only what was not sent be cancelled", () => {
    expect(ORDER_STATES.filter(canConfirmOrder)).toEqual(["awaiting_approval"]);
    expect(ORDER_STATES.filter(canCancelOrder)).toEqual(["awaiting_approval", "approved"]);
    for (const end of ["settled", "cancelled", "expired", "failed"] as const) expect(NEXT_ORDER_STATES[end]).toEqual([]);
  });

  it("ends the time to approve at its second, and no other state by the clock", () => {
    const row = { state: "awaiting_approval", expiresAtSeconds: 100 } as const;
    expect([orderStateAt(row, 99), orderStateAt(row, 100)]).toEqual(["awaiting_approval", "expired"]);
    expect(orderStateAt({ state: "approved", expiresAtSeconds: 100 }, 1_000)).toBe("approved");
  });
});

describe("what a trade was worth", () => {
  const leg = (changes: Partial<Leg>): Leg => ({ amountBaseUnits: 1_500_000n, decimals: 6, isUsdAnchor: false, usdE18: null, ...changes });
  const dollars = leg({ isUsdAnchor: true, usdE18: 3n });
  const priced = leg({ amountBaseUnits: 2n * 10n ** 18n, decimals: 18, usdE18: 3_000n * 10n ** 18n });

  it("is the dollars of it, then the price of what came, then of what was given, and nothing where nobody knows", () => {
    expect(usdValueOf(dollars, priced)).toBe(150_000_000n);
    expect(usdValueOf(priced, dollars)).toBe(150_000_000n);
    expect(usdValueOf(leg({ usdE18: 10n ** 18n }), priced)).toBe(6_000n * 10n ** 8n);
    expect(usdValueOf(priced, leg({}))).toBe(6_000n * 10n ** 8n);
    expect(usdValueOf(leg({}), null)).toBeNull();
  });
});
