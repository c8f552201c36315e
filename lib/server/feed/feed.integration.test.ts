// The feed on real PostgreSQL: what is missed, what comes in and what is taken back.
import { describe, expect, it } from "vitest";
import { ALL_TRADES, type TradeFilters } from "@/lib/contracts/trade-filters";
import { MISSED_TRADES_MAX } from "@/lib/contracts/trades";
import type { Trader } from "@/lib/server/session/trader";
import { addSwap, hearStream, type HeardStream, takeBack } from "@/lib/testing/feed-rows";
import { useFeedStand } from "@/lib/testing/feed-stand";
import { codeOf } from "@/lib/testing/refusal-code";
import { openTradeStream } from "./open-trade-stream";
import { readHead } from "./read-head";
import { createTradeHub, STREAMS_PER_TRADER_MAX, type TradeHub } from "./trade-hub";

const feed = useFeedStand();

const follow = (trader: Trader, wallet: string) =>
  feed.stand.database.asTrader(trader.sub, (tx) =>
    tx.query("INSERT INTO holdfast.follows (trader, wallet, label, note, created_at) VALUES ($1, $2, '', '', now())", [trader.sub, wallet]),
  );

describe("the stream", () => {
  it("tells what comes in within a second of its commit, in order and once, to every reader with one question of the database", async () => {
    const readers = [await feed.listen(), await feed.listen(), await feed.listen({}, null, await feed.signIn())];
    const asked = feed.queries.after;
    const seqs: bigint[] = [];
    const startedAtMs = performance.now();
    for (let at = 0; at < 20; at += 1) seqs.push(await addSwap(feed.stand.database));
    const last = seqs.at(-1)?.toString();
    for (const reader of readers) await reader.until((heard) => heard.at(-1)?.id === last);
    expect(performance.now() - startedAtMs).toBeLessThan(3_000);
    for (const reader of readers) expect(reader.places()).toEqual(seqs.map((seq) => `trade:${seq}`));
    expect(feed.queries.after - asked).toBeLessThan(15);
  });

  it("gives one who was away what was missed, once, while more comes in", async () => {
    const before = await addSwap(feed.stand.database);
    const first = await feed.listen({}, before);
    const seen = await addSwap(feed.stand.database);
    await first.until((heard) => heard.length === 1);
    await first.leave();
    const missed = [await addSwap(feed.stand.database), await addSwap(feed.stand.database)];
    const opening = feed.listen({}, seen);
    missed.push(await addSwap(feed.stand.database), await addSwap(feed.stand.database));
    const second = await opening;
    missed.push(await addSwap(feed.stand.database));
    await second.until((heard) => heard.length >= missed.length);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect([...first.places(), ...second.places()]).toEqual([seen, ...missed].map((seq) => `trade:${seq}`));
  });

  it("tells once what comes in between joining and reading what was missed", async () => {
    const before = await addSwap(feed.stand.database);
    const seq = await addSwap(feed.stand.database);
    const hastening: TradeHub = {
      ...feed.hub,
      join: async (listener) => {
        const place = await feed.hub.join(listener);
        listener.deliver(await feed.hubParts().readAfter(before, 10));
        return place;
      },
    };
    const heard = hearStream(await openTradeStream(feed.ana, ALL_TRADES, before, { database: feed.stand.database, hub: hastening }));
    feed.open.push(heard);
    await heard.until(({ length }) => length > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(heard.places()).toEqual([`trade:${seq}`]);
  });

  it("takes back what the chain took back, in its place, also for one who was away", async () => {
    const start = await addSwap(feed.stand.database);
    const live = await feed.listen({ sizeUsdMin: 1_000 }, start);
    const [kept, gone] = [await addSwap(feed.stand.database, { usd: 5_000 }), await addSwap(feed.stand.database, { usd: 5_000 })];
    await live.until((heard) => heard.length === 2);
    const retracted = await takeBack(feed.stand.database, gone);
    await live.until((heard) => heard.length === 3);
    expect(live.places()).toEqual([`trade:${kept}`, `trade:${gone}`, `retract:${retracted}`]);
    expect(JSON.parse(live.heard[2]?.data ?? "")).toEqual({ seq: retracted.toString(), swapSeq: gone.toString() });
    const away = await feed.listen({}, gone);
    await away.until((heard) => heard.length === 1);
    expect(away.places()).toEqual([`retract:${retracted}`]);
  });

  it("tells only what its filters want, missed or live, and hears of a new follow", async () => {
    const wallet = `0x${"f2".repeat(20)}`;
    await follow(feed.ana, wallet);
    const start = await addSwap(feed.stand.database);
    const fill = async (): Promise<readonly bigint[]> => [
      await addSwap(feed.stand.database, { pairId: 2, wallet, usd: 20_000 }),
      await addSwap(feed.stand.database, { pairId: 3, usd: 999 }),
      await addSwap(feed.stand.database, { pairId: 3, usd: null }),
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
    for (const [filters] of wanted) readers.push(await feed.listen(filters, start));
    const live = await fill();
    await readers[0]?.until((heard) => heard.length === 6);
    for (const [at, [filters, which]] of wanted.entries()) {
      const expected = [missed, live].flatMap((seqs) => which.map((one) => `trade:${seqs[one]}`));
      expect([filters, readers[at]?.places()]).toEqual([filters, expected]);
    }
  });

  it("says reset instead of more than it may tell, and to a place that never was", async () => {
    const start = await addSwap(feed.stand.database);
    await feed.stand.database.asService((tx) =>
      tx.query(
        `INSERT INTO holdfast.swaps SELECT network, block_number, i, nextval('holdfast.feed_seq'), pair_id, tx_hash, at, wallet, is_buy, base_amount,
           quote_amount, price_e18, usd_value, reserve0, reserve1 FROM holdfast.swaps, generate_series(1, $2::int) i WHERE seq = $1`,
        [start.toString(), MISSED_TRADES_MAX + 1],
      ),
    );
    const head = await feed.stand.database.asService(readHead);
    const all = await feed.listen({}, start + 1n);
    await all.until((heard) => heard.length >= MISSED_TRADES_MAX);
    expect(all.places()).toHaveLength(MISSED_TRADES_MAX);
    const tooMany = await feed.listen({}, start);
    await tooMany.until((heard) => heard.length > 0);
    expect(tooMany.places()).toEqual([`reset:${head}`]);
    const stranger = await feed.listen({}, head + 1_000n);
    await stranger.until((heard) => heard.length > 0);
    expect(stranger.places()).toEqual([`reset:${head}`]);
    const next = await addSwap(feed.stand.database);
    await tooMany.until((heard) => heard.length === 2);
    expect(tooMany.places().at(-1)).toBe(`trade:${next}`);
  });

  it("lets a trader open a few and no more, until one is left", async () => {
    for (let at = 0; at < STREAMS_PER_TRADER_MAX; at += 1) await feed.listen();
    expect(await codeOf(feed.listen())).toBe("rate_limited");
    await feed.listen({}, null, await feed.signIn());
    await feed.open[0]?.leave();
    await feed.listen();
  });

  it("cuts a reader that does not read", async () => {
    const stream = await openTradeStream(feed.ana, ALL_TRADES, await feed.stand.database.asService(readHead), {
      database: feed.stand.database,
      hub: feed.hub,
    });
    const event = {
      seq: 0n,
      isTrade: true,
      network: "n",
      pairId: 1,
      wallet: "w",
      usdValue: null,
      frame: `data: ${"x".repeat(500_000)}\n\n`,
    };
    const slow = createTradeHub({ ...feed.hubParts(), readAfter: (after) => Promise.resolve([{ ...event, seq: after + 1n }]) });
    const cut = await openTradeStream(feed.ana, ALL_TRADES, null, { database: feed.stand.database, hub: slow });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const heard = hearStream(cut);
    await heard.until(() => false);
    expect(heard.isOver()).toBe(true);
    await stream.cancel();
  });
});
