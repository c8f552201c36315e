import { describe, expect, it } from "vitest";
import { draftOf, EMPTY_DRAFT, readDraft } from "./rule-draft";
import type { RuleText } from "./rule";

const RULES: readonly RuleText[] = [
  { kind: "wallet_buys", wallet: `0x${"a".repeat(40)}`, pairId: 3, usdMin: "10.5" },
  { kind: "wallet_buys", wallet: null, pairId: null, usdMin: null },
  { kind: "price_crosses", pairId: 1, direction: "below", price: "0.0001" },
  { kind: "price_moves", pairId: 1, percent: "2.5", windowSeconds: 300 },
  { kind: "volume", pairId: 1, usd: "1000", windowSeconds: 86_400 },
  { kind: "flow", pairId: 1, direction: "out", usd: "1000", windowSeconds: 3_600 },
  { kind: "wallets_agree", pairId: null, side: "sell", wallets: 4, windowSeconds: 14_400 },
];

describe("a rule in a form", () => {
  it.each(RULES)("is read back as it was stored: %o", (rule) => {
    expect(readDraft(draftOf(rule))).toEqual({ ok: true, value: rule });
  });
  it.each([
    [{ kind: "volume", usd: "5" }, "pairId"],
    [{ kind: "volume", pairId: "1", usd: "" }, "usd"],
    [{ kind: "flow", pairId: "1", usd: "0" }, "usd"],
    [{ kind: "wallet_buys", usd: "-1" }, "usd"],
    [{ kind: "price_crosses", pairId: "1", price: "1,5" }, "price"],
    [{ kind: "price_moves", pairId: "1", percent: "0.001" }, "percent"],
    [{ kind: "wallets_agree", wallets: "1" }, "wallets"],
    [{ kind: "wallets_agree", wallets: "51" }, "wallets"],
  ] as const)("with %o says which field is wrong: %s", (changes, field) => {
    const read = readDraft({ ...EMPTY_DRAFT, ...changes });
    expect(read.ok ? null : read.refusal.field).toBe(field);
  });
});
