import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ONE_USD_E18, type Pool, type PricedToken, TOKEN_PRICE_E18_LIMIT, poolsByToken, pricePaths } from "./price-paths";

const token = (address: string, decimals = 18, isUsdAnchor = false): PricedToken => ({ address, decimals, isUsdAnchor });
const [usd, usd2, coin, mid, far] = [token("usd", 6, true), token("usd2", 8, true), token("coin"), token("mid", 8), token("far", 0)];

/** A pool by whole tokens. */
const pool = (address: string, token0: PricedToken, whole0: bigint, token1: PricedToken, whole1: bigint): Pool => ({
  address,
  token0,
  token1,
  reserve0: whole0 * 10n ** BigInt(token0.decimals),
  reserve1: whole1 * 10n ** BigInt(token1.decimals),
});
const pricesOf = (...pools: Pool[]): Record<string, bigint> => Object.fromEntries(pricePaths(poolsByToken(pools)));
const dollars = (whole: bigint): bigint => whole * ONE_USD_E18;

describe("pricePaths", () => {
  it("counts anchors as one dollar, whatever their pools say", () => {
    expect(pricesOf(pool("a", usd, 100n, usd2, 300n))).toEqual({ usd: dollars(1n), usd2: dollars(1n) });
  });

  it("prices along several pools and through any decimals", () => {
    const prices = pricesOf(pool("a", coin, 10n, usd, 20_000n), pool("b", mid, 1n, coin, 20n), pool("c", far, 400n, mid, 1n));
    expect(prices).toEqual({ usd: dollars(1n), coin: dollars(2_000n), mid: dollars(40_000n), far: dollars(100n) });
  });

  it("takes the way whose smallest pool is the largest, even when it is the longer one", () => {
    // Straight: 1,000 dollars deep. By way of coin: 100,000 and 50,000 dollars deep.
    const deep = [pool("a", coin, 50n, usd, 100_000n), pool("b", mid, 10n, coin, 25n)];
    expect(pricesOf(...deep, pool("c", mid, 1n, usd, 1_000n))["mid"]).toBe(dollars(5_000n));
    // The same detour with a pool of 600 dollars is narrower than the straight way.
    expect(pricesOf(pool("a", coin, 50n, usd, 100_000n), pool("b", mid, 3n, coin, 1n), pool("c", mid, 1n, usd, 3_000n))["mid"]).toBe(
      dollars(3_000n),
    );
  });

  it("between equally wide ways takes the shorter, then the pool that sorts first", () => {
    const equal = [pool("b", coin, 1n, usd, 500n), pool("a", coin, 2n, usd2, 500n)];
    expect(pricesOf(...equal)["coin"]).toBe(dollars(250n));
    expect(pricesOf(...equal.toReversed())["coin"]).toBe(dollars(250n));
    // Straight 500 deep; by way of mid 500 deep too, in two pools.
    const straight = pool("z", far, 1n, usd, 500n);
    expect(pricesOf(pool("a", mid, 1n, usd, 500n), pool("b", far, 4n, mid, 1n), straight)["far"]).toBe(dollars(500n));
  });

  it("has no price without a path, through an empty pool, or beyond sense", () => {
    expect(pricesOf(pool("a", coin, 1n, mid, 1n))).toEqual({});
    expect(pricesOf(pool("a", coin, 0n, usd, 100n))).toEqual({ usd: dollars(1n) });
    const dust = { ...pool("a", coin, 1n, usd, 10n ** 26n), reserve0: 1n };
    expect((dust.reserve1 * 10n ** 30n) / dust.reserve0 >= TOKEN_PRICE_E18_LIMIT).toBe(true);
    expect(pricesOf(dust)).toEqual({ usd: dollars(1n) });
  });

  it("says the same in whatever order pools are read, and when it stops early", () => {
    const tokens = Array.from({ length: 7 }, (_, index) => token(`t${String(index)}`, index * 3, index === 0));
    const some = fc.tuple(fc.nat(6), fc.nat(6), fc.bigInt(0n, 50n), fc.bigInt(0n, 50n));
    fc.assert(
      fc.property(fc.array(some, { maxLength: 14 }), fc.nat(6), (edges, wanted) => {
        const pools = edges
          .filter(([left, right]) => left !== right)
          .map(([left, right, a, b], index) => pool(`p${String(index)}`, tokens[left] ?? usd, a, tokens[right] ?? usd, b));
        const prices = pricePaths(poolsByToken(pools));
        expect(pricePaths(poolsByToken(pools.toReversed()))).toEqual(prices);
        const address = `t${String(wanted)}`;
        expect(pricePaths(poolsByToken(pools), address).get(address)).toBe(prices.get(address));
      }),
    );
  });
});
