// Signals against a real database: once per event whatever stops and starts, taken back with the chain, and told by mail within reason.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "@/lib/server/postgres/database";
import { ensurePhrase } from "@/lib/server/notices/phrase";
import type { Happened } from "@/lib/signals/happened";
import type { PreparedAction } from "@/lib/signals/prepare-action";
import { rounds as roundsFor } from "@/lib/testing/rounds";
import { type Follower, newWallet, openSignalStand, type SignalStand } from "@/lib/testing/signal-stand";
import { createSignalMailRound } from "./create-signal-mail-round";
import { createSignalRound } from "./create-signal-round";
import { judgeFeed } from "./judge-feed";

const ORIGIN = "https://app.example.com";
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let stand: SignalStand;

beforeAll(async () => {
  stand = await openSignalStand();
});
afterAll(() => stand.close());
beforeEach(() => {
  stand.time.nowSeconds += 10 * 86_400;
});

async function judge(database: Database = stand.worker): Promise<void> {
  const round = createSignalRound({ database, clock: stand.clock, log });
  while ((await round()) === "busy");
}
async function mail(): Promise<void> {
  const round = createSignalMailRound({
    database: stand.worker,
    clock: stand.clock,
    approvedAt: { origin: ORIGIN, rpId: "app.example.com" },
  });
  await round();
}
interface Seen {
  readonly id: string;
  readonly key: string;
  readonly happened: Happened;
  readonly action: PreparedAction;
  readonly isTakenBack: boolean;
}
const events = (ruleId: string): Promise<Seen[]> =>
  stand.worker.asService((tx) =>
    tx.query<Seen>(
      `SELECT id, event_key AS key, happened, action, retracted_at IS NOT NULL AS "isTakenBack"
         FROM holdfast.signal_events WHERE rule_id = $1 ORDER BY swap_seq, id`,
      [ruleId],
    ),
  );
const mailsTo = ({ email }: Follower): Promise<{ subject: string; body: string }[]> =>
  stand.worker.asService((tx) =>
    tx.query("SELECT subject, body FROM holdfast.mail_outbox WHERE recipient = $1 ORDER BY queued_at, length(subject), id", [email]),
  );
const buys = { kind: "wallet_buys", wallet: null, pairId: null, usdMin: null } as const;

describe("a followed wallet's trade", () => {
  it("is raised once, with its terms and a prepared order, and mailed in the trader's own words", async () => {
    const [ada, whale] = [await stand.person(), newWallet()];
    await stand.follow(ada, whale, "The whale");
    const ruleId = await stand.rule(ada, buys, { byMail: true, spend: "250" });
    await stand.feed({ wallet: whale, usd: 1_250 }, { wallet: newWallet() }, { wallet: whale, isBuy: false });
    await judge();
    await judge();
    const [event, ...more] = await events(ruleId);
    expect(more).toEqual([]);
    expect(event?.happened).toMatchObject({ wallet: whale, side: "buy", usd: "1250", price: "15", pair: { base: "LINK", quote: "USDC" } });
    expect(event?.action).toMatchObject({
      href: `/orders/new?network=testnet&pay=USDC&receive=LINK&amount=250&signal=${event?.id ?? ""}`,
    });
    await mail();
    await mail();
    const [sent, ...others] = await mailsTo(ada);
    expect(others).toEqual([]);
    expect(sent?.subject).toBe("Holdfast signal: My rule");
    const phrase = await stand.app.asTrader(ada.sub, (tx) => ensurePhrase(tx, ada.sub, stand.time.nowSeconds));
    expect(sent?.body.startsWith(`Your words: ${phrase}\n`)).toBe(true);
    expect(sent?.body).toContain("The whale bought LINK for 1250 USD at 15 USDC.");
    expect(sent?.body).toContain(`${ORIGIN}/orders/new?network=testnet&pay=USDC`);
  });

  it("of before the rule is not raised, and neither is one while the rule is off", async () => {
    const [ada, whale] = [await stand.person(), newWallet()];
    await stand.follow(ada, whale);
    await stand.feed({ wallet: whale });
    const ruleId = await stand.rule(ada, buys);
    await judge();
    expect(await events(ruleId)).toEqual([]);
    await stand.app.asTrader(ada.sub, (tx) => tx.query("UPDATE holdfast.signal_rules SET is_on = false WHERE id = $1", [ruleId]));
    await stand.feed({ wallet: whale });
    await judge();
    expect(await events(ruleId)).toEqual([]);
  });

  it("on a pair whose base is no asset says why there is no order", async () => {
    const [ada, whale] = [await stand.person(), newWallet()];
    await stand.follow(ada, whale);
    const ruleId = await stand.rule(ada, buys, { spend: "10" });
    await stand.feed({ wallet: whale, pairId: stand.pairs.odd });
    await judge();
    expect((await events(ruleId))[0]?.action).toEqual({ kind: "none", because: "base_not_held" });
  });
});

describe("a rule over a window", () => {
  it("begins with the window as it stands", async () => {
    const ada = await stand.person();
    await stand.feed({ usd: 900 });
    const ruleId = await stand.rule(ada, { kind: "volume", pairId: stand.pairs.link, usd: "1000", windowSeconds: 3_600 });
    await stand.feed({ usd: 100 });
    await judge();
    expect((await events(ruleId)).map(({ happened }) => happened.measured)).toEqual(["1000"]);
  });

  it("forgets when it is changed", async () => {
    const ada = await stand.person();
    const ruleId = await stand.rule(ada, { kind: "price_crosses", pairId: stand.pairs.link, direction: "above", price: "20" });
    await stand.feed({ price: 15 });
    await judge();
    await stand.app.asTrader(ada.sub, (tx) =>
      tx.query(
        `UPDATE holdfast.signal_rules SET rule = jsonb_set(rule, '{price}', '"14"'), version = version + 1,
                from_seq = (SELECT max(seq) FROM holdfast.swaps) WHERE id = $1`,
        [ruleId],
      ),
    );
    await stand.feed({ price: 25 });
    await judge();
    expect(await events(ruleId)).toEqual([]);
  });
});

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

describe("mail of many signals", () => {
  it("is six an hour, the rest in one list, and then waits for the hour to pass", async () => {
    const [ada, bob, whale] = [await stand.person(), await stand.person(), newWallet()];
    for (const person of [ada, bob]) {
      await stand.follow(person, whale);
      await stand.rule(person, buys, { byMail: true });
    }
    await stand.feed(...Array.from({ length: 9 }, () => ({ wallet: whale })));
    await judge();
    await mail();
    const first = await mailsTo(ada);
    expect(first.map(({ subject }) => subject).sort()).toEqual([
      ...Array.from({ length: 5 }, () => "Holdfast signal: My rule"),
      "Holdfast signals: 4 more",
    ]);
    await stand.feed({ wallet: whale });
    await judge();
    stand.time.nowSeconds += 3_599;
    await mail();
    expect(await mailsTo(ada)).toHaveLength(6);
    stand.time.nowSeconds += 61;
    await mail();
    expect(await mailsTo(ada)).toHaveLength(7);
    expect(await mailsTo(bob)).toHaveLength(7);
  });
});

describe("row security", () => {
  it("shows nobody another trader's rules, events, endpoints or deliveries, and lets the app neither raise nor send", async () => {
    const [ada, bob, whale] = [await stand.person(), await stand.person(), newWallet()];
    await stand.follow(ada, whale);
    await stand.rule(ada, buys, { byMail: true });
    await stand.feed({ wallet: whale });
    await judge();
    const counts = (sub: string): Promise<number[]> =>
      stand.app.asTrader(sub, async (tx) => {
        const rows: { n: number }[][] = [];
        for (const table of ["signal_rules", "signal_events", "signal_deliveries"])
          rows.push(await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM holdfast.${table}`));
        return rows.map(([row]) => row?.n ?? -1);
      });
    expect(await counts(ada.sub)).toEqual([1, 1, 1]);
    expect(await counts(bob.sub)).toEqual([0, 0, 0]);
    const asApp = (sql: string) => stand.app.asTrader(bob.sub, (tx) => tx.query(sql));
    await expect(asApp("INSERT INTO holdfast.signal_events SELECT * FROM holdfast.signal_events")).rejects.toThrow();
    await expect(asApp("SELECT * FROM holdfast.signal_states")).rejects.toThrow();
    await expect(asApp("UPDATE holdfast.signal_events SET retracted_at = now()")).rejects.toThrow();
    await expect(asApp("UPDATE holdfast.signal_cursor SET seq = 0")).rejects.toThrow();
    await expect(
      asApp(
        `INSERT INTO holdfast.signal_rules (id, trader, name, rule, by_mail, by_webhook, is_on, from_seq, created_at)
         VALUES (gen_random_uuid(), '${ada.sub}', 'x', '{}', true, true, true, 0, now())`,
      ),
    ).rejects.toThrow();
  });
});
