import { describe, expect, it } from "vitest";
import { ALL_TRADES, parseTradeFilters, type TradeFilters, writeTradeFilters } from "./trade-filters";

const WALLET = `0x${"aB".repeat(20)}`;
const parse = (query: string) => parseTradeFilters(new URLSearchParams(query));

describe("the filters of the trades feed", () => {
  it.each<[string, Partial<TradeFilters>]>([
    ["", {}],
    ["network=base-local", { network: "base-local" }],
    ["pair=7", { pairId: 7 }],
    ["sizeUsdMin=10000", { sizeUsdMin: 10_000 }],
    [`wallet=${WALLET}`, { wallet: WALLET.toLowerCase() }],
    ["followed=1", { isFollowed: true }],
    ["network=&pair=&followed=&cursor=9&utm=x", {}],
    ["network=base-local&pair=7&sizeUsdMin=1000&followed=1", { network: "base-local", pairId: 7, sizeUsdMin: 1_000, isFollowed: true }],
  ])("reads %s, and writes what it reads back the same", (query, expected) => {
    const filters = { ...ALL_TRADES, ...expected };
    expect(parse(query)).toEqual({ ok: true, value: filters });
    expect(parse(writeTradeFilters(filters))).toEqual({ ok: true, value: filters });
  });

  it.each([
    "network=Base%20Local",
    "network=a&network=b",
    "pair=0",
    "pair=1.5",
    "pair=99999999999",
    "sizeUsdMin=999",
    "sizeUsdMin=1000&sizeUsdMin=1000",
    "sizeUsdMin=1e3",
    "wallet=0x12",
    `wallet=${WALLET}0`,
    "followed=yes",
    "followed=0",
  ])("refuses %s", (query) => {
    expect(parse(query).ok).toBe(false);
  });
});
