// Signals while workers meet, die and the chain is taken back: each event once, and nothing half done.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@/lib/server/postgres/database";
import { rounds as roundsFor } from "@/lib/testing/rounds";
import { signalActs } from "@/lib/testing/signal-acts";
import { newWallet, openSignalStand, type SignalStand } from "@/lib/testing/signal-stand";
import { judgeFeed } from "./judge-feed";

let stand: SignalStand;

beforeAll(async () => {
  stand = await openSignalStand();
});
afterAll(() => stand.close());
beforeEach(() => {
  stand.time.nowSeconds += 10 * 86_400;
});

const { judge, mail, events, mailsTo } = signalActs(() => stand);
const buys = { kind: "wallet_buys", wallet: null, pairId: null, usdMin: null } as const;

describe("several workers", () => {
  it("at once raise each event once", async () => {
    const [ada, whale] = [await stand.person(), newWallet()];
    await stand.follow(ada, whale);
    const ruleId = await stand.rule(ada, buys, { byMail: true });
    await stand.feed(...Array.from({ length: 40 }, () => ({ wallet: whale })));
    await Promise.all(Array.from({ length: 6 }, () => judge()));
    await judge();
    expect(await events(ruleId)).toHaveLength(40);
    await Promise.all(Array.from({ length: 4 }, () => mail()));
    expect(await mailsTo(ada)).toHaveLength(6);
  });

  it("take turns: while one judges, another does nothing and waits for nothing", async () => {
    const [ada, whale] = [await stand.person(), newWallet()];
    await stand.follow(ada, whale);
    const ruleId = await stand.rule(ada, buys);
    await stand.feed({ wallet: whale });
    const judgeOnce = () => judgeFeed({ database: stand.worker, nowSeconds: stand.time.nowSeconds, onOdd: () => undefined });
    await stand.worker.asService(async (tx) => {
      await tx.query("SELECT seq FROM holdfast.signal_cursor FOR UPDATE");
      expect(await Promise.race([judgeOnce(), new Promise((resolve) => setTimeout(resolve, 2_000, "waited"))])).toBe(false);
    });
    expect(await judgeOnce()).toBe(true);
    expect(await events(ruleId)).toHaveLength(1);
  });

  it("that die at any statement leave nothing half done, and the next one raises the same events", async () => {
    const [ada, bob, whale] = [await stand.person(), await stand.person(), newWallet()];
    await stand.follow(ada, whale);
    const ruleIds = [
      await stand.rule(ada, buys, { byMail: true }),
      await stand.rule(bob, { kind: "volume", pairId: stand.pairs.odd, usd: "500", windowSeconds: 900 }, { byMail: true }),
    ];
    const rounds = roundsFor(12, 60);
    let [fed, died] = [0, 0];
    for (let round = 0; round < rounds; round += 1) {
      await stand.feed({ wallet: whale }, { pairId: stand.pairs.odd, usd: 500 });
      fed += 1;
      const victim = dyingAt(stand.worker, 1 + (round % 12));
      await judgeFeed({ database: victim, nowSeconds: stand.time.nowSeconds, onOdd: () => undefined }).catch(() => {
        died += 1;
      });
      stand.time.nowSeconds += 1_000;
    }
    await judge();
    expect(died).toBeGreaterThan(rounds / 3);
    for (const ruleId of ruleIds) {
      const raised = await events(ruleId);
      expect(raised).toHaveLength(fed);
      expect(new Set(raised.map(({ key }) => key)).size).toBe(fed);
      const [row] = await stand.worker.asService((tx) =>
        tx.query<{ deliveries: number }>(
          `SELECT count(*)::int AS deliveries FROM holdfast.signal_deliveries d JOIN holdfast.signal_events e ON e.id = d.event_id WHERE e.rule_id = $1`,
          [ruleId],
        ),
      );
      expect(row?.deliveries).toBe(fed);
    }
  });
});

/** A database whose process dies at its n-th statement. */
function dyingAt(database: Database, statement: number): Database {
  return {
    ...database,
    asService: (work) =>
      database.asService((tx) => {
        let count = 0;
        return work({
          query: (sql, params) => {
            count += 1;
            if (count === statement) throw new Error("killed");
            return tx.query(sql, params);
          },
        });
      }),
  };
}

describe("a chain that is reorganised", () => {
  it("marks the event as taken back, and raises it no second time when the trade comes in another block", async () => {
    const [ada, whale] = [await stand.person(), newWallet()];
    await stand.follow(ada, whale);
    const ruleId = await stand.rule(ada, buys, { byMail: true });
    const trade = { wallet: whale, txHash: `0x${"ab".repeat(32)}` };
    const [seq = 0n] = await stand.feed(trade);
    await judge();
    await mail();
    await stand.retract(seq);
    await judge();
    expect((await events(ruleId)).map(({ isTakenBack }) => isTakenBack)).toEqual([true]);
    await stand.feed({ ...trade, block: 9_999_999 });
    await judge();
    await mail();
    expect((await events(ruleId)).map(({ isTakenBack }) => isTakenBack)).toEqual([false]);
    expect(await mailsTo(ada)).toHaveLength(1);
  });

  it("does not mail what was taken back before it was mailed", async () => {
    const [ada, whale] = [await stand.person(), newWallet()];
    await stand.follow(ada, whale);
    await stand.rule(ada, buys, { byMail: true });
    const [seq = 0n] = await stand.feed({ wallet: whale });
    await judge();
    await stand.retract(seq);
    await judge();
    await mail();
    expect(await mailsTo(ada)).toEqual([]);
  });

  it("is counted out of a window, and a threshold that was reached only there may be reached again", async () => {
    const ada = await stand.person();
    const ruleId = await stand.rule(ada, { kind: "volume", pairId: stand.pairs.link, usd: "1000", windowSeconds: 3_600 });
    await stand.feed({ usd: 400 });
    const [seq = 0n] = await stand.feed({ usd: 600 });
    await judge();
    await stand.retract(seq);
    await stand.feed({ usd: 599 });
    await judge();
    expect((await events(ruleId)).map(({ isTakenBack }) => isTakenBack)).toEqual([true]);
    await stand.feed({ usd: 1 });
    await judge();
    expect((await events(ruleId)).map(({ isTakenBack, happened }) => [isTakenBack, happened.measured])).toEqual([
      [true, "1000"],
      [false, "1000"],
    ]);
  });
});
