// The feed on real PostgreSQL: what is missed, what comes in, what is taken back and what ends a stream.
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ALL_TRADES, type TradeFilters } from "@/lib/contracts/trade-filters";
import { MISSED_TRADES_MAX } from "@/lib/contracts/trades";
import { resolveTrader } from "@/lib/server/session/resolve-trader";
import { COOKIES } from "@/lib/server/session/cookies";
import { endSession } from "@/lib/server/session/end-session";
import { openSession } from "@/lib/server/session/open-session";
import { revokeOwnSession } from "@/lib/server/session/revoke-own-session";
import type { Trader } from "@/lib/server/session/trader";
import { createTestDatabase, type TestDatabase } from "@/lib/testing/create-test-database";
import { addSwap, hearStream, type HeardStream, takeBack } from "@/lib/testing/feed-rows";
import { seedMarketRows } from "@/lib/testing/market-rows";
import { codeOf } from "@/lib/testing/refusal-code";
import { createSessionStand, FewLinesPool, type SessionStand } from "@/lib/testing/session-stand";
import { findLivingSessions } from "./find-living-sessions";
import { openTradeStream } from "./open-trade-stream";
import { readEvents } from "./read-events";
import { readHead } from "./read-head";
import { createTradeHub, type HubParts, STREAMS_PER_TRADER_MAX, type TradeHub } from "./trade-hub";

let db: TestDatabase;
let pool: FewLinesPool;
let stand: SessionStand;
let hub: TradeHub;
let ana: Trader & { cookie: string };
const open: HeardStream[] = [];
const queries = { head: 0, after: 0, living: 0 };

const hubParts = (): HubParts => {
  const { database, parts } = stand;
  const counted =
    <Given extends unknown[], Answer>(name: keyof typeof queries, work: (...given: Given) => Promise<Answer>) =>
    (...given: Given): Promise<Answer> => {
      queries[name] += 1;
      return work(...given);
    };
  return {
    readHead: counted("head", () => database.asService(readHead)),
    readAfter: counted("after", (after: bigint, limit: number) => database.asService((tx) => readEvents(tx, { after }, limit))),
    findLiving: counted("living", (ids: readonly string[]) =>
      database.asService((tx) => findLivingSessions(tx, ids, parts.settings, parts.clock.nowSeconds())),
    ),
    nowSeconds: parts.clock.nowSeconds,
  };
};

async function signIn(sub: string = randomUUID()): Promise<Trader & { cookie: string }> {
  const tokens = pool.signIn(sub);
  const given = { factors: ["password", "totp"] as const, passkeyId: null, hasEnrolled: false, userAgent: "x", network: "203.0.113.7" };
  await openSession({ ...tokens, ...given, replaces: null }, stand.parts);
  const cookie = `${COOKIES.access}=${tokens.accessToken}`;
  const resolved = await resolveTrader(cookie, { isBackground: true, client: null }, stand.parts);
  if (!resolved.ok) throw new Error(resolved.refusal.code);
  return { ...resolved.value, cookie };
}

async function listen(filters: Partial<TradeFilters> = {}, after: bigint | null = null, trader: Trader = ana): Promise<HeardStream> {
  const stream = await openTradeStream(trader, { ...ALL_TRADES, ...filters }, after, { database: stand.database, hub });
  const heard = hearStream(stream);
  open.push(heard);
  return heard;
}

beforeAll(async () => {
  db = await createTestDatabase();
  pool = new FewLinesPool();
  stand = createSessionStand(db.appUrl, pool);
  await seedMarketRows(stand.database, { wallets: 3, swaps: 200, endsAtSeconds: pool.nowSeconds });
});
beforeEach(async () => {
  hub = createTradeHub(hubParts());
  ana = await signIn();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((stream) => stream.leave()));
  hub.close();
});
afterAll(async () => {
  await stand.database.close();
  await db.drop();
});

const follow = (trader: Trader, wallet: string) =>
  stand.database.asTrader(trader.sub, (tx) =>
    tx.query("INSERT INTO holdfast.follows (trader, wallet, label, note, created_at) VALUES ($1, $2, '', '', now())", [trader.sub, wallet]),
  );

describe("the stream", () => {
  it("tells what comes in within a second of its commit, in order and once, to every reader with one question of the database", async () => {
    const readers = [await listen(), await listen(), await listen({}, null, await signIn())];
    const asked = queries.after;
    const seqs: bigint[] = [];
    const startedAtMs = performance.now();
    for (let at = 0; at < 20; at += 1) seqs.push(await addSwap(stand.database));
    const last = seqs.at(-1)?.toString();
    for (const reader of readers) await reader.until((heard) => heard.at(-1)?.id === last);
    expect(performance.now() - startedAtMs).toBeLessThan(3_000);
    for (const reader of readers) expect(reader.places()).toEqual(seqs.map((seq) => `trade:${seq}`));
    expect(queries.after - asked).toBeLessThan(15);
  });

  it("gives one who was away what was missed, once, while more comes in", async () => {
    const before = await addSwap(stand.database);
    const first = await listen({}, before);
    const seen = await addSwap(stand.database);
    await first.until((heard) => heard.length === 1);
    await first.leave();
    const missed = [await addSwap(stand.database), await addSwap(stand.database)];
    const opening = listen({}, seen);
    missed.push(await addSwap(stand.database), await addSwap(stand.database));
    const second = await opening;
    missed.push(await addSwap(stand.database));
    await second.until((heard) => heard.length >= missed.length);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect([...first.places(), ...second.places()]).toEqual([seen, ...missed].map((seq) => `trade:${seq}`));
  });

  it("tells once what comes in between joining and reading what was missed", async () => {
    const before = await addSwap(stand.database);
    const seq = await addSwap(stand.database);
    const hastening: TradeHub = {
      ...hub,
      join: async (listener) => {
        const place = await hub.join(listener);
        listener.deliver(await hubParts().readAfter(before, 10));
        return place;
      },
    };
    const heard = hearStream(await openTradeStream(ana, ALL_TRADES, before, { database: stand.database, hub: hastening }));
    open.push(heard);
    await heard.until(({ length }) => length > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard.places()).toEqual([`trade:${seq}`]);
  });

  it("takes back what the chain took back, in its place, also for one who was away", async () => {
    const start = await addSwap(stand.database);
    const live = await listen({ sizeUsdMin: 1_000 }, start);
    const [kept, gone] = [await addSwap(stand.database, { usd: 5_000 }), await addSwap(stand.database, { usd: 5_000 })];
    await live.until((heard) => heard.length === 2);
    const retracted = await takeBack(stand.database, gone);
    await live.until((heard) => heard.length === 3);
    expect(live.places()).toEqual([`trade:${kept}`, `trade:${gone}`, `retract:${retracted}`]);
    expect(JSON.parse(live.heard[2]?.data ?? "")).toEqual({ seq: retracted.toString(), swapSeq: gone.toString() });
    const away = await listen({}, gone);
    await away.until((heard) => heard.length === 1);
    expect(away.places()).toEqual([`retract:${retracted}`]);
  });

  it("tells only what its filters want, missed or live, and hears of a new follow", async () => {
    const wallet = `0x${"f2".repeat(20)}`;
    await follow(ana, wallet);
    const start = await addSwap(stand.database);
    const fill = async (): Promise<readonly bigint[]> => [
      await addSwap(stand.database, { pairId: 2, wallet, usd: 20_000 }),
      await addSwap(stand.database, { pairId: 3, usd: 999 }),
      await addSwap(stand.database, { pairId: 3, usd: null }),
    ];
    const missed = await fill();
    const wanted: readonly [Partial<TradeFilters>, readonly number[]][] = [
      [{}, [0, 1, 2]],
      [{ isFollowed: true }, [0]],
      [{ wallet }, [0]],
      [{ pairId: 3 }, [1, 2]],
      [{ sizeUsdMin: 10_000 }, [0]],
      [{ network: "nowhere" }, []],
    ];
    const readers: HeardStream[] = [];
    for (const [filters] of wanted) readers.push(await listen(filters, start));
    const live = await fill();
    await readers[0]?.until((heard) => heard.length === 6);
    for (const [at, [filters, which]] of wanted.entries()) {
      const expected = [missed, live].flatMap((seqs) => which.map((one) => `trade:${seqs[one]}`));
      expect([filters, readers[at]?.places()]).toEqual([filters, expected]);
    }
  });

  it("says reset instead of more than it may tell, and to a place that never was", async () => {
    const start = await addSwap(stand.database);
    await stand.database.asService((tx) =>
      tx.query(
        `INSERT INTO holdfast.swaps SELECT network, block_number, i, nextval('holdfast.feed_seq'), pair_id, tx_hash, at, wallet, is_buy, base_amount,
           quote_amount, price_e18, usd_value, reserve0, reserve1 FROM holdfast.swaps, generate_series(1, $2::int) i WHERE seq = $1`,
        [start.toString(), MISSED_TRADES_MAX + 1],
      ),
    );
    const head = await stand.database.asService(readHead);
    const all = await listen({}, start + 1n);
    await all.until((heard) => heard.length >= MISSED_TRADES_MAX);
    expect(all.places()).toHaveLength(MISSED_TRADES_MAX);
    const tooMany = await listen({}, start);
    await tooMany.until((heard) => heard.length > 0);
    expect(tooMany.places()).toEqual([`reset:${head}`]);
    const stranger = await listen({}, head + 1_000n);
    await stranger.until((heard) => heard.length > 0);
    expect(stranger.places()).toEqual([`reset:${head}`]);
    const next = await addSwap(stand.database);
    await tooMany.until((heard) => heard.length === 2);
    expect(tooMany.places().at(-1)).toBe(`trade:${next}`);
  });

  it("lets a trader open a few and no more, until one is left", async () => {
    for (let at = 0; at < STREAMS_PER_TRADER_MAX; at += 1) await listen();
    expect(await codeOf(listen())).toBe("rate_limited");
    await listen({}, null, await signIn());
    await open[0]?.leave();
    await listen();
  });

  it("cuts a reader that does not read", async () => {
    const stream = await openTradeStream(ana, ALL_TRADES, await stand.database.asService(readHead), { database: stand.database, hub });
    const event = {
      seq: 0n,
      isTrade: true,
      network: "n",
      pairId: 1,
      wallet: "w",
      usdValue: null,
      frame: `data: ${"x".repeat(500_000)}\n\n`,
    };
    const slow = createTradeHub({ ...hubParts(), readAfter: (after) => Promise.resolve([{ ...event, seq: after + 1n }]) });
    const cut = await openTradeStream(ana, ALL_TRADES, null, { database: stand.database, hub: slow });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const heard = hearStream(cut);
    await heard.until(() => false);
    expect(heard.isOver()).toBe(true);
    await stream.cancel();
  });
});

describe("a stream ends", () => {
  const overWithin = async (stream: HeardStream, ms: number): Promise<void> => {
    const startedAtMs = performance.now();
    await stream.until(() => false);
    expect(performance.now() - startedAtMs).toBeLessThan(ms);
  };

  it("within a second of its session's revocation, and no other with it", async () => {
    const mine = await listen();
    const another = await listen({}, null, await signIn());
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(mine.isOver()).toBe(false);
    await revokeOwnSession(ana, ana.sessionId, stand.parts);
    await overWithin(mine, 1_000);
    expect(another.isOver()).toBe(false);
  });

  it("within a second of signing out", async () => {
    const mine = await listen();
    await endSession(ana.cookie, "session_signed_out", stand.parts);
    await overWithin(mine, 1_000);
  });

  it("with its access token, and with the time of a session that does nothing", async () => {
    const mine = await listen();
    pool.nowSeconds += 299;
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(mine.isOver()).toBe(false);
    pool.nowSeconds += 1;
    await overWithin(mine, 1_000);
  });

  it("when its session has been idle, because reading a stream is no act", async () => {
    const mine = await listen({}, null, { ...ana, claims: { ...ana.claims, expiresAtSeconds: pool.nowSeconds + 99_999 } });
    const seenBefore = await lastSeen();
    pool.nowSeconds += 1_799;
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect([mine.isOver(), await lastSeen()]).toEqual([false, seenBefore]);
    pool.nowSeconds += 1;
    await overWithin(mine, 1_000);
  });
  const lastSeen = () =>
    stand.database.asTrader(ana.sub, (tx) => tx.query("SELECT last_seen_at FROM holdfast.sessions WHERE id = $1", [ana.sessionId]));

  it("when nobody can say any more whether its session lives", async () => {
    hub = createTradeHub({ ...hubParts(), findLiving: () => Promise.reject(new Error("down")) });
    await overWithin(await listen(), 1_000);
  });

  it("at once when the process leaves, and the hub asks nothing while nobody listens", async () => {
    const mine = await listen();
    hub.close();
    await overWithin(mine, 100);
    const asked = { ...queries };
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(queries).toEqual(asked);
  });
});

describe("what a process sees of sessions without a trader", () => {
  it("are those it names, and no other", async () => {
    const other = await signIn();
    const { database } = stand;
    const seen = await database.asService(async (tx) => {
      await tx.query("SELECT set_config('holdfast.watched_sessions', $1, true)", [ana.sessionId]);
      return tx.query<{ id: string }>("SELECT id FROM holdfast.sessions");
    });
    expect(seen).toEqual([{ id: ana.sessionId }]);
    expect(await database.asService((tx) => tx.query("SELECT id FROM holdfast.sessions"))).toEqual([]);
    const asAna = await database.asTrader(ana.sub, async (tx) => {
      await tx.query("SELECT set_config('holdfast.watched_sessions', $1, true)", [other.sessionId]);
      return tx.query<{ id: string }>("SELECT id FROM holdfast.sessions");
    });
    expect(asAna).toEqual([{ id: ana.sessionId }]);
  });
});
