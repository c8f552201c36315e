// Signals against a real database: raised with their terms, by the rule as it stands, and told by mail within reason.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ensurePhrase } from "@/lib/server/notices/phrase";
import { timeText } from "@/lib/server/postgres/time-text";
import { signalActs, SIGNALS_ORIGIN } from "@/lib/testing/signal-acts";
import { newWallet, openSignalStand, type SignalStand } from "@/lib/testing/signal-stand";

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
    expect(sent?.body).toContain(`${SIGNALS_ORIGIN}/orders/new?network=testnet&pay=USDC`);
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

  it("of long before the rule is old news, although the index learns of it only now", async () => {
    const [ada, whale] = [await stand.person(), newWallet()];
    await stand.follow(ada, whale);
    const ruleId = await stand.rule(ada, buys);
    const writtenAt = stand.time.nowSeconds;
    await stand.feed({ wallet: whale, atSeconds: writtenAt - 86_401 }, { wallet: whale, atSeconds: writtenAt - 86_400 });
    await judge();
    expect((await events(ruleId)).map(({ happened }) => happened.at)).toEqual([timeText(writtenAt - 86_400)]);
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
