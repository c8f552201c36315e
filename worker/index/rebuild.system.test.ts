// The index after kills and reorganisations equals the one of a single run. The indexer is the real process, the chain a real node, tokens come
// from the real test pool and rows go into real PostgreSQL; the product is its own route handlers on a small HTTP server, without Next.
import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { POST as postBlocks } from "@/app/api/ingest/blocks/route";
import { GET as getCursor } from "@/app/api/ingest/cursor/route";
import { PUT as putNetworks } from "@/app/api/ingest/networks/route";
import { POST as postRewind } from "@/app/api/ingest/rewind/route";
import { createDatabase } from "@/lib/server/postgres/create-database";
import type { Database } from "@/lib/server/postgres/database";
import { services, type Services } from "@/lib/server/services";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { openDexStand, type DexStand } from "@/lib/testing/dex-stand";
import { bundleIndexer, startIndexerProcess, type IndexerProcess } from "@/lib/testing/indexer-process";
import { readIndex } from "@/lib/testing/market-stand";
import { openProxyStage, type ProxyStage } from "@/lib/testing/proxy-stage";
import { rounds } from "@/lib/testing/rounds";
import { TEST_ENVIRONMENT } from "@/lib/testing/set-test-settings";
import { MACHINE_SECRET } from "@/lib/testing/start-user-pool";

const KILLS = rounds(5, 50);
const REORGS = rounds(3, 20);
const ROUTES: Record<string, (request: Request, context: object) => Promise<Response>> = {
  "PUT /api/ingest/networks": putNetworks,
  "GET /api/ingest/cursor": getCursor,
  "POST /api/ingest/blocks": postBlocks,
  "POST /api/ingest/rewind": postRewind,
};

let stage: ProxyStage;
let dex: DexStand;
let folder = "";
let file = "";
let posts = 0;
let indexer: IndexerProcess | null = null;
const databases: { readonly own: TestDatabase; readonly database: Database }[] = [];

/** From now on the product writes into an empty database. */
async function useFreshDatabase(): Promise<Database> {
  const own = await createTestDatabase();
  const database = createDatabase({ url: own.appUrl, poolSize: 4 });
  databases.push({ own, database });
  const slots = globalThis as { [slot: symbol]: Services | undefined };
  slots[Symbol.for("holdfast.services")] = { ...services(), database };
  return database;
}

beforeAll(async () => {
  [stage, dex] = await Promise.all([openProxyStage(), openDexStand()]);
  folder = mkdtempSync(path.join(tmpdir(), "holdfast-indexer-"));
  file = await bundleIndexer(folder);
  writeFileSync(path.join(folder, "pool-list.json"), JSON.stringify({ networks: [dex.listed] }));
  stage.route.serve(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/api/ingest/blocks") posts += 1;
    const served = ROUTES[`${request.method} ${pathname}`];
    return served === undefined ? new Response(null, { status: 404 }) : served(request, { params: Promise.resolve({}) });
  });
}, 120_000);
// One that a failed test left behind must not write into the next one's index.
afterEach(() => indexer?.end("SIGKILL"));
afterAll(async () => {
  await dex.chain.kill();
  for (const { own, database } of databases) {
    await database.close();
    await own.drop();
  }
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (rangeBlocksMax: number): IndexerProcess =>
  (indexer = startIndexerProcess(file, {
    ...{ HOLDFAST_MODE: "demo", APP_ORIGIN: stage.route.origin, CHAIN_RPC_URL: "http://127.0.0.1:9" },
    ...{ POOL_LIST_FILE: path.join(folder, "pool-list.json"), INDEX_RANGE_BLOCKS_MAX: String(rangeBlocksMax) },
    ...{ COGNITO_TOKEN_URL: `${stage.pool.url}/oauth2/token`, INDEXER_CLIENT_SECRET: MACHINE_SECRET },
    ...{ COGNITO_MACHINE_CLIENT_ID: TEST_ENVIRONMENT.COGNITO_MACHINE_CLIENT_ID, HOLDFAST_CLOCK_FILE: stage.pool.clockFile },
  }));

const cursorOf = async (database: Database): Promise<{ number: bigint | null; hash: string | null } | undefined> => {
  const [row] = await database.asService((tx) =>
    tx.query<{ number: bigint | null; hash: string | null }>(
      "SELECT block_number AS number, block_hash AS hash FROM holdfast.index_cursors",
    ),
  );
  return row;
};

async function untilAtHead(database: Database): Promise<void> {
  const head = await dex.chain.client.getBlock({ blockTag: "latest" });
  await expect.poll(async () => (await cursorOf(database))?.hash, { timeout: 120_000, interval: 50 }).toBe(head.hash);
}

/** Every table of the index without what differs by nature: feed numbers and the time of the last report. */
const everything = (database: Database): Promise<Record<string, unknown>> =>
  database.asService(async (tx) => ({
    ...(await readIndex(tx)),
    networks: await tx.query("SELECT * FROM holdfast.networks ORDER BY id"),
    market_tokens: await tx.query("SELECT * FROM holdfast.market_tokens ORDER BY address"),
    market_pairs: await tx.query("SELECT * FROM holdfast.market_pairs ORDER BY id"),
    index_blocks: await tx.query("SELECT * FROM holdfast.index_blocks ORDER BY number"),
    index_cursors: await tx.query("SELECT network, block_number, block_hash, block_at, head_number FROM holdfast.index_cursors"),
  }));

/** What one run from zero makes of the chain as it is now. */
async function singleRun(): Promise<Record<string, unknown>> {
  const database = await useFreshDatabase();
  const single = start(5_000);
  await untilAtHead(database);
  await single.end("SIGTERM");
  return everything(database);
}

test("killed at random moments of a back-fill, it ends with the index of a single run", { timeout: 120_000 + KILLS * 15_000 }, async () => {
  await dex.trade(rounds(150, 1_000), 6);
  const database = await useFreshDatabase();
  let interrupted = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const doomed = start(4);
    const from = posts;
    const wait = randomInt(4);
    await expect
      .poll(() => posts - from >= wait || doomed.hasEnded() || doomed.said().includes('"indexed"'), { timeout: 120_000, interval: 2 })
      .toBe(true);
    await sleep(randomInt(60));
    await doomed.end("SIGKILL");
    const head = await dex.chain.client.getBlockNumber({ cacheTime: 0 });
    if ((await cursorOf(database))?.number !== head) interrupted += 1;
  }
  const last = start(4);
  await untilAtHead(database);
  await last.end("SIGTERM");
  const killed = await everything(database);
  console.log(`killed ${KILLS} times, ${interrupted} of them before the head; ${(killed["swaps"] as unknown[]).length} swaps`);
  expect(interrupted).toBeGreaterThan(KILLS / 2);
  expect((killed["swaps"] as unknown[]).length).toBeGreaterThan(100);
  const single = await singleRun();
  for (const table of Object.keys(single)) expect([table, killed[table]]).toEqual([table, single[table]]);
});

test(
  "on a chain that is reorganised under it, it ends with the index of a single run",
  { timeout: 120_000 + REORGS * 20_000 },
  async () => {
    const database = await useFreshDatabase();
    let follower = start(5_000);
    await untilAtHead(database);
    for (let reorg = 0; reorg < REORGS; reorg += 1) {
      const before = await dex.chain.client.snapshot();
      await dex.trade(1 + randomInt(6), 1_000 + reorg);
      // Sometimes it has seen all of what goes, sometimes some, and sometimes it dies in between.
      if (reorg % 3 !== 2) await untilAtHead(database);
      if (reorg % 4 === 1) await follower.end("SIGKILL");
      await dex.chain.client.revert({ id: before });
      await dex.trade(4 + randomInt(8), 2_000 + reorg);
      if (follower.hasEnded()) follower = start(5_000);
      if (reorg % 2 === 0) await untilAtHead(database);
    }
    await dex.trade(8, 3_000);
    await untilAtHead(database);
    await follower.end("SIGTERM");
    const [retracted] = await database.asService((tx) => tx.query<{ n: bigint }>("SELECT count(*) AS n FROM holdfast.swap_retractions"));
    console.log(`reorganised ${REORGS} times; ${retracted?.n ?? 0n} swaps were taken back`);
    expect(retracted?.n ?? 0n).toBeGreaterThan(0n);
    const reorganised = await everything(database);
    const single = await singleRun();
    for (const table of Object.keys(single)) expect([table, reorganised[table]]).toEqual([table, single[table]]);
  },
);
