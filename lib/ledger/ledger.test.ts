import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Account } from "@/lib/ledger/account";
import { type Books, book, openBooks } from "@/lib/ledger/book";
import { judgeTransfer } from "@/lib/ledger/judge-transfer";
import { type Posting, judgePostings } from "@/lib/ledger/posting";
import { type Transfer, depositPostings, holdPostings, releasePostings, settlementPostings, tradePostings } from "@/lib/ledger/transfer";
import { transferBody } from "@/lib/ledger/transfer-body";

const eth = { asset: "ETH", network: "ethereum-local" } as const;
const available: Account = { kind: "available", trader: "ana", ...eth };
const custody: Account = { kind: "custody", trader: null, ...eth };
const debit = (account: Account, amountBaseUnits: bigint): Posting => ({ account, side: "debit", amountBaseUnits });
const credit = (account: Account, amountBaseUnits: bigint): Posting => ({ account, side: "credit", amountBaseUnits });

const deposit = (changes: Partial<Transfer> = {}): Transfer => ({
  kind: "deposit",
  trader: "ana",
  reference: "0xabc",
  idempotencyKey: "k1",
  occurredAtSeconds: 1_000,
  costUsdUnits: 5n,
  postings: depositPostings({ trader: "ana", ...eth, amountBaseUnits: 10n }),
  ...changes,
});

describe("judgePostings", () => {
  it("accepts two sides that balance", () => {
    expect(judgePostings("ana", [debit(custody, 5n), credit(available, 5n)]).ok).toBe(true);
  });

  it.each<[string, readonly Posting[]]>([
    ["too_few_postings", []],
    ["too_few_postings", [credit(available, 1n)]],
    ["amount_not_positive", [debit(custody, 0n), credit(available, 0n)]],
    ["amount_not_positive", [debit(custody, -5n), credit(available, -5n)]],
    ["amount_too_large", [debit(custody, 10n ** 78n), credit(available, 10n ** 78n)]],
    ["account_repeated", [debit(available, 5n), credit(available, 5n)]],
    ["foreign_account", [debit(custody, 5n), credit({ ...available, trader: "bob" }, 5n)]],
    ["unbalanced", [debit(custody, 5n), credit(available, 6n)]],
    ["unbalanced", [debit(custody, 5n), credit({ ...available, asset: "USDC" }, 5n)]],
    ["unbalanced", [debit(custody, 5n), credit({ ...available, network: "elsewhere" }, 5n)]],
  ])("refuses as %s", (fault, postings) => {
    expect(judgePostings("ana", postings)).toEqual({ ok: false, refusal: fault });
  });
});

describe("judgeTransfer", () => {
  const move = { trader: "ana", ...eth, amountBaseUnits: 10n };
  const trade = tradePostings({ paid: move, received: { ...move, asset: "USDC", amountBaseUnits: 30n } });

  it.each<[string, Partial<Transfer>]>([
    ["deposit", {}],
    ["deposit", { costUsdUnits: null }],
    ["hold", { kind: "hold", costUsdUnits: null, postings: holdPostings(move) }],
    ["release", { kind: "release", costUsdUnits: null, postings: releasePostings(move) }],
    ["settlement", { kind: "settlement", costUsdUnits: null, postings: settlementPostings({ ...move, feeBaseUnits: 1n }) }],
    ["settlement", { kind: "settlement", costUsdUnits: null, postings: settlementPostings({ ...move, feeBaseUnits: 0n }) }],
    ["trade", { kind: "trade", costUsdUnits: null, postings: trade }],
    ["trade", { kind: "trade", costUsdUnits: 7n, postings: trade }],
  ])("accepts a %s of its own shape", (_kind, changes) => {
    expect(judgeTransfer(deposit(changes))).toEqual({ ok: true, value: null });
  });

  it.each<[string, Partial<Transfer>]>([
    ["does_not_fit_kind", { kind: "hold", costUsdUnits: null }],
    ["does_not_fit_kind", { postings: holdPostings(move) }],
    ["does_not_fit_kind", { postings: [debit(available, 5n), credit(custody, 5n)] }],
    ["cost_without_deposit", { kind: "hold", postings: holdPostings(move) }],
    ["does_not_fit_kind", { kind: "trade", postings: trade.slice(0, 2) }],
    ["does_not_fit_kind", { kind: "trade", postings: trade.slice(2) }],
    ["does_not_fit_kind", { kind: "trade", postings: [...trade.slice(2), ...depositPostings({ ...move, asset: "LINK" })] }],
    ["does_not_fit_kind", { kind: "trade", postings: tradePostings({ paid: move, received: move }) }],
    ["unbalanced", { kind: "trade", postings: [...trade.slice(0, 3), credit({ ...available, asset: "USDC" }, 31n)] }],
    ["cost_negative", { costUsdUnits: -1n }],
    ["text_out_of_bounds", { reference: "" }],
    ["text_out_of_bounds", { idempotencyKey: "" }],
    ["text_out_of_bounds", { reference: "x".repeat(201) }],
  ])("refuses as %s", (fault, changes) => {
    expect(judgeTransfer(deposit(changes))).toEqual({ ok: false, refusal: fault });
  });
});

describe("transferBody", () => {
  it("is one text whatever the order of the postings", () => {
    expect(transferBody(deposit({ postings: [...deposit().postings].reverse() }))).toBe(transferBody(deposit()));
  });

  it.each<Partial<Transfer>>([
    { reference: "0xdef" },
    { occurredAtSeconds: 1_001 },
    { costUsdUnits: 6n },
    { costUsdUnits: null },
    { trader: "bob" },
    { postings: depositPostings({ trader: "ana", ...eth, amountBaseUnits: 11n }) },
  ])("changes with %o", (changes) => {
    expect(transferBody(deposit(changes))).not.toBe(transferBody(deposit()));
  });
});

describe("the books", () => {
  it("answer a repeated key as before, and refuse it for another body", () => {
    const books = openBooks();
    expect(book(books, deposit())).toEqual({ ok: true, value: { isReplay: false } });
    expect(book(books, deposit())).toEqual({ ok: true, value: { isReplay: true } });
    expect(book(books, deposit({ reference: "other" }))).toEqual({ ok: false, refusal: "idempotency_conflict" });
    expect([...books.balances.values()].map((line) => line.balanceBaseUnits)).toEqual([10n, 10n]);
  });

  it("hold what is there to the last unit, and not one more", () => {
    const books = openBooks();
    book(books, deposit());
    const hold = (amountBaseUnits: bigint, idempotencyKey: string): Transfer =>
      deposit({ kind: "hold", costUsdUnits: null, idempotencyKey, postings: holdPostings({ trader: "ana", ...eth, amountBaseUnits }) });
    expect(book(books, hold(11n, "k2"))).toEqual({ ok: false, refusal: "insufficient_funds" });
    expect(book(books, hold(10n, "k3")).ok).toBe(true);
    expect(book(books, hold(1n, "k4"))).toEqual({ ok: false, refusal: "insufficient_funds" });
  });

  it("keep imbalance and negative balances at zero over 100,000 random operations", { timeout: 60_000 }, () => {
    const anyOperation = fc.record({
      kind: fc.constantFrom("deposit", "hold", "release", "settlement" as const),
      trader: fc.constantFrom("ana", "bob", "cem"),
      asset: fc.constantFrom("ETH", "USDC"),
      network: fc.constantFrom("one", "two"),
      amountBaseUnits: fc.bigInt({ min: -2n, max: 1_000n }),
      feeBaseUnits: fc.bigInt({ min: 0n, max: 3n }),
      key: fc.integer({ min: 0, max: 400 }),
    });
    let booked = 0;
    fc.assert(
      fc.property(fc.array(anyOperation, { minLength: 500, maxLength: 500 }), (operations) => {
        const books = openBooks();
        for (const { kind, key, ...movement } of operations) {
          const transfer = deposit({
            kind,
            trader: movement.trader,
            idempotencyKey: key.toString(),
            costUsdUnits: null,
            postings: POSTINGS[kind](movement),
          });
          if (book(books, transfer).ok) booked += 1;
        }
        expect(faultsOf(books)).toEqual([]);
      }),
      { numRuns: 200, endOnFailure: true },
    );
    // The property would hold for books that refuse everything.
    expect(booked).toBeGreaterThan(20_000);
  });
});

const POSTINGS = { deposit: depositPostings, hold: holdPostings, release: releasePostings, settlement: settlementPostings };

function faultsOf(books: Books): string[] {
  const sums = new Map<string, bigint>();
  const faults: string[] = [];
  for (const { account, balanceBaseUnits } of books.balances.values()) {
    const key = `${account.asset} on ${account.network}`;
    if (balanceBaseUnits < 0n) faults.push(`negative ${key}`);
    sums.set(key, (sums.get(key) ?? 0n) + (account.kind === "custody" ? -balanceBaseUnits : balanceBaseUnits));
  }
  for (const [key, sum] of sums) if (sum !== 0n) faults.push(`unbalanced ${key}`);
  return faults;
}
