import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACTIVE_DAYS, MIN_TRADES, NO_WALLET_FILTERS, parseWalletFilters, WALLET_SORTS, writeWalletFilters } from "./wallet-filters";

const parse = (text: string) => parseWalletFilters(new URLSearchParams(text));

describe("filters of the leaderboard", () => {
  it("survive an address, whatever was chosen", () => {
    const chosen = fc.record({
      sort: fc.constantFrom(...WALLET_SORTS),
      network: fc.constantFrom("all", "base-local"),
      minTrades: fc.constantFrom(0, ...MIN_TRADES),
      activeDays: fc.constantFrom(0, ...ACTIVE_DAYS),
      followedOnly: fc.boolean(),
      search: fc.constantFrom("", "0xab", "Löwe & Söhne", "a=b&c"),
    });
    fc.assert(
      fc.property(chosen, (filters) => {
        expect(parse(writeWalletFilters(filters))).toEqual(filters);
      }),
    );
  });

  it("that say nothing leave the address empty", () => {
    expect(writeWalletFilters(NO_WALLET_FILTERS)).toBe("");
    expect(parse("")).toEqual(NO_WALLET_FILTERS);
  });

  it.each(["sort=wallet", "network='; drop", "trades=11", "trades=-10", "active=1e9", "followed=1", "q=%00", "sort=PROFIT"])(
    "that nobody offers count as none: %s",
    (text) => {
      expect(parse(text)).toEqual(NO_WALLET_FILTERS);
    },
  );

  it("never carry a search of any length", () => {
    expect(parse(`q=${"a".repeat(61)}`).search).toHaveLength(60);
    expect(parse(`q=${"a".repeat(60)}`).search).toHaveLength(60);
  });
});
