// What leaderboard, feed and candles cost at ten thousand and at a million swaps, all brought in by the very code that ingest uses.
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { applyFacts } from "@/lib/server/market/apply-facts";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { provisionRoles } from "@/lib/server/postgres/provision-roles";
import { runMigrations } from "@/lib/server/postgres/run-migrations";
import { seedMarket } from "@/lib/testing/market-stand";
import { randomBelow } from "@/lib/testing/random-facts";
import { MARKER } from "@/scripts/stack/shared-folder";
import { startGuard } from "@/scripts/stack/start-guard";
import { startPostgres } from "@/scripts/stack/start-postgres";
import { BENCH_NETWORKS, BENCH_UNTIL_SECONDS, BENCH_WALLETS, benchFacts, benchWallet } from "./index-market";
import { FOLLOWED, INDEX_QUERIES, type IndexSample } from "./index-queries";
import { printFigures } from "./report";

const FACTS_PER_CALL = 1_000;
const SAMPLES = 400;
const CALLS_PER_TURN = 20;
const TRADER = "bench-trader";

// One server, so both databases share their roles.
const password = (): string => randomBytes(18).toString("base64url");
const PASSWORDS = { owner: password(), app: password(), worker: password(), ops: password(), keeper: password() };

interface Loaded {
  readonly database: Database;
  readonly sample: IndexSample;
  readonly swapsPerSecond: number;
}

/** Loads both sizes into databases of their own, asks them in turns and prints p95s with their ratio. A million swaps take minutes. */
export async function benchIndexQueries(sizes: readonly [number, number] = [10_000, 1_000_000]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "holdfast-bench-"));
  chmodSync(folder, 0o755);
  writeFileSync(path.join(folder, MARKER), "a bench run\n");
  const guard = startGuard();
  guard.removeAtEnd(folder, MARKER);
  try {
    const server = await startPostgres({ dataDir: path.join(folder, "pg"), logFile: path.join(folder, "postgres.log"), guard });
    const small = await load(server.superuserUrl, sizes[0]);
    const large = await load(server.superuserUrl, sizes[1]);
    try {
      printFigures("Ingest: facts to rows, one writer, a thousand facts to a transaction", [
        { what: `swaps a second up to ${String(sizes[0])}`, value: small.swapsPerSecond, unit: "/s" },
        { what: `swaps a second up to ${String(sizes[1])}`, value: large.swapsPerSecond, unit: "/s" },
      ]);
      for (const query of INDEX_QUERIES) await compare(query, small, large);
    } finally {
      await small.database.close();
      await large.database.close();
      await server.part.stop();
    }
  } finally {
    await guard.close();
  }
}

async function load(superuserUrl: string, swaps: number): Promise<Loaded> {
  const urls = await provisionRoles({ superuserUrl, passwords: PASSWORDS, database: `holdfast_bench_${String(swaps)}` });
  await runMigrations({ url: urls.ownerUrl });
  const database = createDatabase({ url: urls.appUrl, poolSize: 1 });
  const pairs = await seedMarket(database, BENCH_NETWORKS);
  const startedAt = performance.now();
  const streams = BENCH_NETWORKS.map((network, at) => ({
    network,
    facts: benchFacts(at, pairs.get(network) ?? [], Math.ceil(swaps / BENCH_NETWORKS.length), FACTS_PER_CALL),
  }));
  // In turns, as three indexers would bring them.
  for (let open = streams; open.length > 0;) {
    const still: typeof streams = [];
    for (const stream of open) {
      const { value } = stream.facts.next();
      if (value === undefined) continue;
      await database.asService((tx) => applyFacts(tx, stream.network, value));
      still.push(stream);
    }
    open = still;
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(`${String(swaps)} swaps stand after ${seconds.toFixed(1)} s.`);
  await database.asTrader(TRADER, (tx) =>
    tx.query(
      "INSERT INTO holdfast.follows (trader, wallet, label, note, created_at) SELECT $1, wallet, '', '', now() FROM unnest($2::text[]) AS given (wallet)",
      [TRADER, Array.from({ length: FOLLOWED }, (_, index) => benchWallet(index * 37))],
    ),
  );
  // What autovacuum would have done by the time anybody asks.
  const owner = new pg.Client({ connectionString: urls.ownerUrl });
  await owner.connect();
  await owner.query("VACUUM ANALYZE");
  await owner.end();
  const sample = {
    networks: BENCH_NETWORKS,
    pairIds: [...pairs.values()].flatMap((ids) => ids.slice(0, 4)),
    wallets: Array.from({ length: BENCH_WALLETS }, (_, index) => benchWallet(index)),
    untilSeconds: BENCH_UNTIL_SECONDS,
  };
  return { database, sample, swapsPerSecond: swaps / seconds };
}

async function compare(query: (typeof INDEX_QUERIES)[number], small: Loaded, large: Loaded): Promise<void> {
  const times = new Map<Loaded, number[]>([
    [small, []],
    [large, []],
  ]);
  const draws = new Map([small, large].map((loaded) => [loaded, randomBelow(1)]));
  // One turn each before it counts: caches are warm in production too.
  for (let turn = 0; turn <= SAMPLES / CALLS_PER_TURN; turn += 1) {
    for (const [loaded, all] of times) {
      const below = draws.get(loaded) ?? randomBelow(1);
      const turnTimes = await loaded.database.asTrader(TRADER, async (tx) => {
        const taken: number[] = [];
        for (let call = 0; call < CALLS_PER_TURN; call += 1) {
          const { sql, params } = query.draw(loaded.sample, below);
          const startedAt = performance.now();
          await tx.query(sql, params);
          taken.push(performance.now() - startedAt);
        }
        return taken;
      });
      if (turn > 0) all.push(...turnTimes);
    }
  }
  const [before = NaN, after = NaN] = [small, large].map((loaded) => p95(times.get(loaded) ?? []));
  printFigures(query.name, [
    { what: "p95 at the small size", value: before, unit: "ms" },
    { what: "p95 at the large size", value: after, unit: "ms" },
    { what: "large against small", value: after / before, unit: "x", aimAtMost: 1.5 },
  ]);
}

const p95 = (values: readonly number[]): number => [...values].sort((left, right) => left - right)[Math.floor(values.length * 0.95)] ?? NaN;
