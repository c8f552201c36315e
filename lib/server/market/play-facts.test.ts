import { describe, expect, test } from "vitest";
import type { IndexFact } from "@/lib/market/index-facts";
import { type PricedToken, poolsByToken } from "@/lib/market/price-paths";
import type { Market, MarketPair } from "./load-market";
import { playFacts } from "./play-facts";
import { type LotBook, type WalletTrade, lotKey, playWallets } from "./play-wallets";

const E18 = 10n ** 18n;
const token = (address: string, decimals: number, isUsdAnchor = false): PricedToken => ({ address, decimals, isUsdAnchor });
const [link, usdc, weth] = [token("0x1", 18), token("0x2", 6, true), token("0x4", 18)];

const pair = (id: number, token0: PricedToken, token1: PricedToken): MarketPair => ({
  id,
  address: `0xf${String(id)}`,
  isToken0Base: true,
  token0,
  token1,
  reserve0: 0n,
  reserve1: 0n,
  seenAt: null,
});

function market(): Market {
  const pairs = [pair(1, link, usdc), pair(2, link, weth)];
  return { network: "n", pairs: new Map(pairs.map((one) => [one.id, one])), pools: poolsByToken(pairs) };
}

const reserves = (pairId: number, atSeconds: number, reserve0: bigint, reserve1: bigint): IndexFact => ({
  kind: "reserves",
  pairId,
  blockNumber: BigInt(atSeconds),
  logIndex: pairId,
  atSeconds,
  reserve0,
  reserve1,
});

// LINK is 10 dollars; 1,000 LINK to 10 WETH make WETH 1,000.
const START = [reserves(1, 10, 1_000n * E18, 10_000_000_000n), reserves(2, 10, 1_000n * E18, 10n * E18)];

/** Doubles the LINK of the LINK/WETH pool and takes half of its WETH. */
const SALE: IndexFact = {
  ...reserves(2, 20, 2_000n * E18, 5n * E18),
  kind: "swap",
  txHash: "0x0",
  wallet: "0xw",
  amount0In: 1_000n * E18,
  amount1In: 0n,
  amount0Out: 0n,
  amount1Out: 5n * E18,
};

describe("playFacts", () => {
  test("values a swap by the prices that stood before it, which it cannot move", () => {
    const { trades } = playFacts(market(), [...START, SALE]);
    // 5 WETH at 1,000; afterwards 2,000 LINK to 5 WETH would say 4,000 each.
    expect(trades).toMatchObject([{ isBuy: false, usdValue: 500_000_000_000n, priceE18: 5n * 10n ** 15n }]);
  });

  test("an hour has the prices after its last fact, and each hour its own", () => {
    const later = reserves(1, 3_600, 1_000n * E18, 20_000_000_000n);
    const { hours } = playFacts(market(), [...START, SALE, later]);
    expect(hours.map(({ hourAtSeconds, prices }) => [hourAtSeconds, prices.get("0x1"), prices.get("0x4")])).toEqual([
      [0, 10n * E18, 4_000n * E18],
      [3_600, 20n * E18, 8_000n * E18],
    ]);
  });

  test("a loan that comes back in its own token is a change of reserves and no trade", () => {
    const loan = { ...SALE, amount0In: 10n, amount0Out: 9n, amount1Out: 0n };
    const { trades, reserveChanges } = playFacts(market(), [loan]);
    expect(trades).toEqual([]);
    expect(reserveChanges).toMatchObject([{ kind: "reserves", pairId: 2, reserve0: 2_000n * E18 }]);
  });

  test("a fact of a pair that nobody registered stops everything", () => {
    expect(() => playFacts(market(), [reserves(3, 10, 1n, 1n)])).toThrow("Invariant");
  });
});

describe("playWallets", () => {
  const trade = (changes: Partial<WalletTrade>): WalletTrade => ({
    ...{ blockNumber: 1n, logIndex: 1, atSeconds: 100, wallet: "w", usdValue: 100n, paid: usdc, paidUnits: 1n },
    ...{ received: link, receivedUnits: 10n },
    ...changes,
  });
  const sell = { paid: link, received: usdc, receivedUnits: 1n, blockNumber: 2n, atSeconds: 160 };

  test("money is no position, what it buys is", () => {
    const book: LotBook = new Map();
    expect(playWallets(book, [trade({}), trade({ ...sell, paidUnits: 4n, usdValue: 60n })])).toMatchObject([
      { token: "0x1", amount: 4n, costUsd: 40n, proceedsUsd: 60n, heldSeconds: 60 },
    ]);
    expect([...book]).toMatchObject([[lotKey("w", "0x1"), [{ amountLeft: 6n, costLeft: 60n, openedAtSeconds: 100 }]]]);
  });

  test("a swap of coin for coin closes one and opens the other at the same value", () => {
    const book: LotBook = new Map();
    const closes = playWallets(book, [trade({}), trade({ ...sell, received: weth, receivedUnits: 7n, paidUnits: 10n, usdValue: 130n })]);
    expect(closes).toMatchObject([{ proceedsUsd: 130n, costUsd: 100n }]);
    expect(book.get(lotKey("w", "0x4"))).toMatchObject([{ amountLeft: 7n, costLeft: 130n }]);
    expect(book.get(lotKey("w", "0x1"))).toEqual([]);
  });

  test("without a dollar value lots are given up and nothing is closed, and what came in is no lot", () => {
    const book: LotBook = new Map();
    const closes = playWallets(book, [trade({}), trade({ ...sell, received: weth, receivedUnits: 7n, paidUnits: 4n, usdValue: null })]);
    expect(closes).toEqual([]);
    expect(book.get(lotKey("w", "0x1"))).toMatchObject([{ amountLeft: 6n, costLeft: 60n }]);
    expect(book.has(lotKey("w", "0x4"))).toBe(false);
  });
});
