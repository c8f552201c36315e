// What every ledger store promises; memory and PostgreSQL run the same suite.
import { beforeEach, expect, it } from "vitest";
import { type Transfer, holdPostings, releasePostings, settlementPostings } from "@/lib/ledger/transfer";
import type { LedgerStore } from "@/lib/use-cases/ports/ledger-store";
import { type Deposit, recordDeposit } from "@/lib/use-cases/record-deposit";

/** Assets a store under test must know, as "ASSET@network". */
export const CONTRACT_ASSETS = ["ETH@testnet", "USDC@testnet", "XYZ@testnet"];

const NOW_SECONDS = 1_800_000_000;

// Every test has traders of its own, so that one store may serve them all.
let round = 0;
const ana = (): string => `ana-${round}`;

/** Declares the suite; `open` answers a store, a fresh one or the same again. Only this suite may use XYZ in it. */
export function itKeepsTheLedgerStoreContract(open: () => Promise<LedgerStore>): void {
  beforeEach(() => {
    round += 1;
  });

  it("books a deposit once, and answers the same key and body as before", async () => {
    const ledger = await open();
    expect(await recordDeposit({ ledger }, deposit(), NOW_SECONDS)).toEqual({ ok: true, value: { isReplay: false } });
    expect(await recordDeposit({ ledger }, deposit(), NOW_SECONDS + 60)).toEqual({ ok: true, value: { isReplay: true } });
    expect(await ledger.post(hold(100n), NOW_SECONDS)).toEqual({ ok: true, value: { isReplay: false } });
    expect(await ledger.post(hold(1n, "h2"), NOW_SECONDS)).toEqual({ ok: false, refusal: "insufficient_funds" });
  });

  it.each<Partial<Deposit>>([
    { amountBaseUnits: 101n },
    { asset: "USDC" },
    { reference: "another" },
    { costUsdUnits: 8n },
    { costUsdUnits: null },
    { occurredAtSeconds: NOW_SECONDS - 11 },
  ])("refuses a used key for another body: %o", async (changes) => {
    const ledger = await open();
    await recordDeposit({ ledger }, deposit(), NOW_SECONDS);
    expect(await recordDeposit({ ledger }, deposit(changes), NOW_SECONDS)).toEqual({ ok: false, refusal: "idempotency_conflict" });
  });

  it("keeps the keys of two traders apart", async () => {
    const ledger = await open();
    await recordDeposit({ ledger }, deposit(), NOW_SECONDS);
    expect(await recordDeposit({ ledger }, deposit({ trader: `bob-${round}` }), NOW_SECONDS)).toEqual({
      ok: true,
      value: { isReplay: false },
    });
  });

  it.each<[string, Partial<Deposit>]>([
    ["amount_not_positive", { amountBaseUnits: 0n }],
    ["amount_not_positive", { amountBaseUnits: -1n }],
    ["amount_too_large", { amountBaseUnits: 10n ** 78n }],
    ["unknown_asset", { asset: "DOGE" }],
    ["unknown_asset", { network: "elsewhere" }],
    ["cost_negative", { costUsdUnits: -1n }],
    ["text_out_of_bounds", { reference: "" }],
    ["text_out_of_bounds", { idempotencyKey: "k".repeat(201) }],
    ["occurred_in_the_future", { occurredAtSeconds: NOW_SECONDS + 1 }],
  ])("refuses a deposit as %s, and the key stays free", async (fault, changes) => {
    const ledger = await open();
    expect(await recordDeposit({ ledger }, deposit(changes), NOW_SECONDS)).toEqual({ ok: false, refusal: fault });
    expect(await recordDeposit({ ledger }, deposit(), NOW_SECONDS)).toEqual({ ok: true, value: { isReplay: false } });
  });

  it("accepts the largest amount there is, and refuses a balance that would outgrow it", async () => {
    const ledger = await open();
    const largest = { asset: "XYZ", amountBaseUnits: 10n ** 78n - 1n, costUsdUnits: 10n ** 78n - 1n };
    expect(await recordDeposit({ ledger }, deposit(largest), NOW_SECONDS)).toEqual({ ok: true, value: { isReplay: false } });
    const more = deposit({ asset: "XYZ", idempotencyKey: "d2", amountBaseUnits: 1n });
    expect(await recordDeposit({ ledger }, more, NOW_SECONDS)).toEqual({ ok: false, refusal: "amount_too_large" });
  });

  it("holds, releases and settles with a fee, each only from what is there", async () => {
    const ledger = await open();
    await recordDeposit({ ledger }, deposit(), NOW_SECONDS);
    const post = async (transfer: Transfer): Promise<string> => {
      const result = await ledger.post(transfer, NOW_SECONDS);
      return result.ok ? "booked" : result.refusal;
    };
    expect(await post(hold(60n))).toBe("booked");
    expect(await post(transferOf("release", "r1", releasePostings(movement(61n))))).toBe("insufficient_funds");
    expect(await post(transferOf("release", "r2", releasePostings(movement(10n))))).toBe("booked");
    expect(await post(transferOf("settlement", "s1", settlementPostings({ ...movement(50n), feeBaseUnits: 1n })))).toBe(
      "insufficient_funds",
    );
    expect(await post(transferOf("settlement", "s2", settlementPostings({ ...movement(48n), feeBaseUnits: 2n })))).toBe("booked");
    expect(await post(hold(51n, "h2"))).toBe("insufficient_funds");
    expect(await post(hold(50n, "h3"))).toBe("booked");
  });
}

const movement = (amountBaseUnits: bigint) => ({ trader: ana(), asset: "ETH", network: "testnet", amountBaseUnits });

const deposit = (changes: Partial<Deposit> = {}): Deposit => ({
  ...movement(100n),
  costUsdUnits: 7n,
  reference: "0xabc",
  idempotencyKey: "d1",
  occurredAtSeconds: NOW_SECONDS - 10,
  ...changes,
});

const transferOf = (kind: Transfer["kind"], idempotencyKey: string, postings: Transfer["postings"]): Transfer => ({
  kind,
  trader: ana(),
  reference: "w1",
  idempotencyKey,
  occurredAtSeconds: NOW_SECONDS - 5,
  costUsdUnits: null,
  postings,
});

const hold = (amountBaseUnits: bigint, key = "h1"): Transfer => transferOf("hold", key, holdPostings(movement(amountBaseUnits)));
