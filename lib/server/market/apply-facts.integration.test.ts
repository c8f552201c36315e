import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { IndexFact } from "@/lib/market/index-facts";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { type TestDatabase, createTestDatabase } from "@/lib/testing/create-test-database";
import { emptyIndex, readIndex, seedMarket } from "@/lib/testing/market-stand";
import { randomBelow, randomFacts } from "@/lib/testing/random-facts";
import { rounds } from "@/lib/testing/rounds";
import { applyFacts } from "./apply-facts";
import { rewindFacts } from "./rewind-facts";

const NETWORKS = ["alpha-local", "beta-local"] as const;
const NOON = 1_700_000_000;

let testDatabase: TestDatabase;
let database: Database;
let pairs: ReadonlyMap<string, readonly number[]>;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase({ url: testDatabase.appUrl, poolSize: 2 });
  pairs = await seedMarket(database, NETWORKS);
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const factsOf = (network: string, seed: number, count = 240): IndexFact[] =>
  randomFacts({
    seed,
    count,
    pairIds: pairs.get(network) ?? [],
    wallets: 6,
    firstBlock: 10n,
    firstAtSeconds: NOON + (seed % 500),
    pauseSecondsMax: 400,
  });

const apply = (network: string, facts: readonly IndexFact[]): Promise<void> => database.asService((tx) => applyFacts(tx, network, facts));
const rewind = (network: string, block: bigint): Promise<void> => database.asService((tx) => rewindFacts(tx, network, block));

const query = <Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> => database.asService((tx) => tx.query<Row>(sql, params));

/** The index after `work`, which starts from nothing. */
async function indexAfter(work: () => Promise<void>): Promise<Record<string, readonly string[]>> {
  await database.asService(emptyIndex);
  await work();
  return database.asService(readIndex);
}

/** Deals the facts of both networks out in pieces of random size, the networks in random turns. */
async function applyInPieces(facts: ReadonlyMap<string, readonly IndexFact[]>, below: (limit: number) => number): Promise<void> {
  const left = new Map([...facts].map(([network, all]) => [network, [...all]]));
  while ([...left.values()].some((rest) => rest.length > 0)) {
    const [network, rest] =
      [...left].filter(([, some]) => some.length > 0)[below([...left.values()].filter((some) => some.length > 0).length)] ?? [];
    if (network === undefined || rest === undefined) continue;
    await apply(network, rest.splice(0, 1 + below(40)));
  }
}

describe("applyFacts", () => {
  test(
    "gives the same rows however the facts are cut into calls and whichever network comes first",
    async () => {
      for (let round = 0; round < rounds(2, 60); round += 1) {
        const facts = new Map(NETWORKS.map((network, at) => [network, factsOf(network, 100 + round * 7 + at)]));
        const whole = await indexAfter(async () => {
          for (const [network, all] of facts) await apply(network, all);
        });
        const pieces = await indexAfter(() => applyInPieces(facts, randomBelow(round)));
        expect(pieces).toEqual(whole);
        expect(whole["wallet_closes"]?.length).toBeGreaterThan(20);
      }
    },
    rounds(60_000, 600_000),
  );
});

test("a price that goes within its hour leaves nothing behind, whether the call ends before or after", async () => {
  const usdcWeth = pairs.get("alpha-local")?.[1] ?? 0;
  const fact = { kind: "reserves", pairId: usdcWeth, logIndex: 1, reserve0: 2_000_000_000n, reserve1: 10n ** 18n } as const;
  const facts: IndexFact[] = [
    { ...fact, blockNumber: 1n, atSeconds: 7_200 },
    { ...fact, blockNumber: 2n, atSeconds: 7_300, reserve0: 0n, reserve1: 0n },
  ];
  const whole = await indexAfter(() => apply("alpha-local", facts));
  const halves = await indexAfter(async () => {
    for (const one of facts) await apply("alpha-local", [one]);
  });
  expect(halves).toEqual(whole);
  // The dollar itself is all that still has a price.
  expect(whole["token_prices"]).toHaveLength(1);
});

describe("rewindFacts", () => {
  test(
    "leaves what an index holds that never saw those blocks, and goes on from there",
    async () => {
      for (let round = 0; round < rounds(4, 100); round += 1) {
        const below = randomBelow(900 + round);
        const [alpha, beta] = [factsOf("alpha-local", 300 + round), factsOf("beta-local", 700 + round)];
        const fork = alpha[below(alpha.length)]?.blockNumber ?? 0n;
        const kept = alpha.filter(({ blockNumber }) => blockNumber <= fork);
        const last = kept.at(-1);
        const other = factsOf("alpha-local", 5_000 + round, 60).map((fact) => ({
          ...fact,
          blockNumber: fact.blockNumber + fork,
          atSeconds: fact.atSeconds - NOON + (last?.atSeconds ?? NOON),
        }));
        const never = await indexAfter(async () => {
          await apply("beta-local", beta);
          await apply("alpha-local", kept);
        });
        const rewound = await indexAfter(async () => {
          await apply("alpha-local", alpha);
          await apply("beta-local", beta);
          await rewind("alpha-local", fork);
        });
        expect(rewound).toEqual(never);
        await apply("alpha-local", other);
        const after = await database.asService(readIndex);
        const single = await indexAfter(async () => {
          await apply("alpha-local", [...kept, ...other]);
          await apply("beta-local", beta);
        });
        expect(after).toEqual(single);
      }
    },
    rounds(60_000, 600_000),
  );

  test("takes each swap back once, under numbers above all that were given before", async () => {
    await database.asService(emptyIndex);
    const facts = factsOf("alpha-local", 41);
    await apply("alpha-local", facts);
    const fork = facts[150]?.blockNumber ?? 0n;
    const [before] = await query<{ top: bigint; gone: bigint }>(
      "SELECT max(seq) AS top, count(*) FILTER (WHERE block_number > $1) AS gone FROM holdfast.swaps",
      [fork],
    );
    await rewind("alpha-local", fork);
    await rewind("alpha-local", fork);
    const rows = await query<{ seq: bigint; swap_seq: bigint }>(
      "SELECT seq, swap_seq FROM holdfast.swap_retractions WHERE seq > $1 ORDER BY seq",
      [before?.top],
    );
    expect(BigInt(rows.length)).toBe(before?.gone);
    expect(rows.map(({ swap_seq }) => swap_seq)).toEqual(rows.map(({ swap_seq }) => swap_seq).toSorted((a, b) => (a < b ? -1 : 1)));
    expect(await query("SELECT 1 FROM holdfast.swaps WHERE seq IN (SELECT swap_seq FROM holdfast.swap_retractions)")).toEqual([]);
  });

  test("a rewind beyond the first block leaves nothing", async () => {
    await database.asService(emptyIndex);
    await apply("alpha-local", factsOf("alpha-local", 42));
    await rewind("alpha-local", 0n);
    expect(Object.values(await database.asService(readIndex)).flat()).toEqual([]);
  });
});
