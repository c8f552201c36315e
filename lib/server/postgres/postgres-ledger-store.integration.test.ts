import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Result } from "@/lib/ground/result";
import type { Booking } from "@/lib/ledger/book";
import { type Transfer, depositPostings, holdPostings, releasePostings, settlementPostings } from "@/lib/ledger/transfer";
import { type TestDatabase, createTestDatabase } from "@/lib/testing/create-test-database";
import { itKeepsTheLedgerStoreContract } from "@/lib/testing/ledger-store-contract";
import { seedAssets } from "@/lib/testing/seed-assets";
import type { StoreFault } from "@/lib/use-cases/ports/ledger-store";
import { recordDeposit } from "@/lib/use-cases/record-deposit";
import { createDatabase } from "./create-database";
import type { Database } from "./database";
import { createPostgresLedgerStore } from "./postgres-ledger-store";

const NOW_SECONDS = 1_800_000_000;

describe("the ledger store on PostgreSQL", () => {
  let file: TestDatabase;
  let worker: Database;
  beforeAll(async () => {
    file = await createTestDatabase();
    worker = createDatabase({ url: file.workerUrl, poolSize: 2 });
    await seedAssets(worker);
  });
  afterAll(async () => {
    await worker.close();
    await file.drop();
  });

  itKeepsTheLedgerStoreContract(async () => createPostgresLedgerStore(worker));
});

describe("the ledger under parallel load", () => {
  let file: TestDatabase;
  let worker: Database;
  // A second pool stands for a second process.
  let other: Database;
  let app: Database;
  beforeAll(async () => {
    file = await createTestDatabase();
    worker = createDatabase({ url: file.workerUrl, poolSize: 10 });
    other = createDatabase({ url: file.workerUrl, poolSize: 10 });
    app = createDatabase({ url: file.appUrl, poolSize: 4 });
    await seedAssets(worker);
  });
  afterAll(async () => {
    await Promise.all([worker.close(), other.close(), app.close()]);
    await file.drop();
  });

  const balances = (): Promise<{ kind: string; balance: string }[]> =>
    worker.asService((tx) => tx.query("SELECT kind, sum(balance)::text AS balance FROM holdfast.accounts GROUP BY kind ORDER BY kind"));
  const faults = (): Promise<unknown[]> => worker.asService((tx) => tx.query("SELECT * FROM holdfast.ledger_faults"));

  it("books one of 200 identical deposits sent at once, and answers all 200", async () => {
    const deposit = {
      ...{ trader: "many", asset: "ETH", network: "testnet", amountBaseUnits: 5n, costUsdUnits: null },
      ...{ reference: "0x1", idempotencyKey: "same", occurredAtSeconds: NOW_SECONDS },
    };
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, place) =>
        recordDeposit({ ledger: createPostgresLedgerStore(place % 2 === 0 ? worker : other) }, deposit, NOW_SECONDS),
      ),
    );
    expect(results.every((result) => result.ok)).toBe(true);
    expect(results.filter((result) => result.ok && !result.value.isReplay)).toHaveLength(1);
    expect(await balances()).toEqual([
      { kind: "available", balance: "5" },
      { kind: "custody", balance: "5" },
    ]);
  });

  it("keeps the sum, never goes below zero and never deadlocks over 600 random transfers in parallel", async () => {
    const traders = ["t0", "t1", "t2", "t3"];
    const kinds = ["deposit", "hold", "release", "settlement"] as const;
    const transferAt = (place: number): Transfer => {
      // A fixed scatter instead of chance, so that a failure repeats.
      const kind = kinds[(place * 7 + (place >> 3)) % 4] ?? "deposit";
      const movement = {
        trader: traders[(place * 5) % 4] ?? "t0",
        asset: place % 3 === 0 ? "USDC" : "ETH",
        network: "testnet",
        amountBaseUnits: BigInt((place * 31) % 97) + 1n,
      };
      const postings = {
        deposit: () => depositPostings(movement),
        hold: () => holdPostings(movement),
        release: () => releasePostings(movement),
        settlement: () => settlementPostings({ ...movement, feeBaseUnits: 1n }),
      }[kind]();
      const texts = { reference: "load", idempotencyKey: `load-${place}` };
      return { kind, trader: movement.trader, ...texts, occurredAtSeconds: NOW_SECONDS, costUsdUnits: null, postings };
    };
    // Twenty lanes over two pools: as many as there are connections, so that a slow machine is not mistaken for an outage.
    const lane = async (place: number): Promise<Result<Booking, StoreFault>[]> => {
      const ledger = createPostgresLedgerStore(place % 2 === 0 ? worker : other);
      const answers = [];
      for (let next = place; next < 600; next += 20) answers.push(await ledger.post(transferAt(next), NOW_SECONDS));
      return answers;
    };
    const results = (await Promise.all(Array.from({ length: 20 }, (_, place) => lane(place)))).flat();
    const refusals = new Set(results.flatMap((result) => (result.ok ? [] : [result.refusal])));
    expect(refusals).toEqual(new Set(["insufficient_funds"]));
    expect(results.filter((result) => result.ok).length).toBeGreaterThan(150);
    const sums = new Map((await balances()).map(({ kind, balance }) => [kind, BigInt(balance)]));
    expect(sums.get("custody")).toBe((sums.get("available") ?? 0n) + (sums.get("held") ?? 0n) + (sums.get("fees") ?? 0n));
    expect(await faults()).toEqual([]);
  });

  it("lets 50 parallel holds of everything succeed once, also through the app's role", async () => {
    const movement = { trader: "one", asset: "ETH", network: "testnet", amountBaseUnits: 1_000n };
    const base = { trader: "one", reference: "w", occurredAtSeconds: NOW_SECONDS, costUsdUnits: null };
    await createPostgresLedgerStore(worker).post(
      { ...base, kind: "deposit", idempotencyKey: "d", postings: depositPostings(movement) },
      NOW_SECONDS,
    );
    const ledger = createPostgresLedgerStore(app);
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, place) =>
        ledger.post({ ...base, kind: "hold", idempotencyKey: `h${place}`, postings: holdPostings(movement) }, NOW_SECONDS),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await faults()).toEqual([]);
  });
});
