// What a trader does with signals: rules, the list, webhooks and back-tests, against a real database.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BACKTEST_REQUEST, SIGNAL_RULE_REQUEST, type SignalRuleRequest } from "@/lib/contracts/signals";
import { Secret } from "@/lib/settings/secret";
import { evaluateRule } from "@/lib/signals/evaluate-rule";
import { RULES_MAX, type RuleText } from "@/lib/signals/rule";
import { FRESH_STATE } from "@/lib/signals/rule-state";
import { codeOf, refusalOf } from "@/lib/testing/refusal-code";
import { type Follower, newWallet, openSignalStand, type SignalStand } from "@/lib/testing/signal-stand";
import { addRule } from "./add-rule";
import { addWebhook, WEBHOOKS_MAX } from "./add-webhook";
import { changeRule, removeRule, switchRule } from "./change-rule";
import { listChoices } from "./list-choices";
import { getRule, listRules } from "./list-rules";
import { listSignals } from "./list-signals";
import { listWebhooks } from "./list-webhooks";
import { markRead } from "./mark-read";
import { readPast } from "./read-past";
import { removeWebhook } from "./remove-webhook";
import { runBacktest } from "./run-backtest";
import { testWebhook } from "./test-webhook";

const UNKNOWN = "0a1b2c3d-0000-4000-8000-00000000aaaa";
const EVERYTHING = { cursor: null, isUnread: false, ruleId: null };
let stand: SignalStand;
beforeAll(async () => {
  stand = await openSignalStand();
});
afterAll(() => stand.close());
beforeEach(() => {
  stand.time.nowSeconds += 200 * 86_400;
});

const parts = () => ({ database: stand.app, clock: stand.clock, settings: { webhookKey: new Secret("w".repeat(43)) } });
const price = (): RuleText => ({ kind: "price_crosses", pairId: stand.pairs.link, direction: "above", price: "20" });
const request = (changes: Partial<SignalRuleRequest> = {}): SignalRuleRequest => ({
  ...{ name: "LINK above 20", rule: price(), spend: "25.5", byMail: true, byWebhook: false },
  ...changes,
});
const session = async (person: Follower): Promise<{ sub: string; sessionId: string }> => {
  const sessionId = randomUUID();
  await stand.app.asTrader(person.sub, (tx) =>
    tx.query(
      `INSERT INTO holdfast.sessions (id, origin_jti, sub, email, username, factors, auth_time, created_at, last_seen_at, device, network)
       VALUES ($1, $2, $3, 'x@holdfast.test', $3, ARRAY['passkey'], to_timestamp($4), to_timestamp($4), to_timestamp($4), 'x', 'x')`,
      [sessionId, randomUUID(), person.sub, stand.time.nowSeconds],
    ),
  );
  return { sub: person.sub, sessionId };
};
/** An event as the worker writes it. */
const raise = (person: Follower, ruleId: string, changes: { readonly isTakenBack?: boolean } = {}): Promise<string> =>
  stand.worker.asService(async (tx) => {
    const id = randomUUID();
    await tx.query(
      `INSERT INTO holdfast.signal_events (id, rule_id, trader, event_key, happened, action, swap_seq, raised_at, retracted_at)
       VALUES ($1::uuid, $2, $3, $1::text, $4, '{"kind":"none","because":"no_amount"}', 1, to_timestamp($5), CASE WHEN $6 THEN to_timestamp($5) END)`,
      [id, ruleId, person.sub, JSON.stringify({ rule: price(), wallet: newWallet() }), stand.time.nowSeconds, changes.isTakenBack ?? false],
    );
    return id;
  });

describe("the form of a rule", () => {
  it.each<[string, object]>([
    ["a negative amount", { kind: "volume", pairId: 1, usd: "-5", windowSeconds: 300 }],
    ["nothing", { kind: "volume", pairId: 1, usd: "0", windowSeconds: 300 }],
    ["a number instead of a text", { kind: "volume", pairId: 1, usd: 5, windowSeconds: 300 }],
    ["more decimals than dollars have", { kind: "volume", pairId: 1, usd: "1.123456789", windowSeconds: 300 }],
    ["an amount without end", { kind: "volume", pairId: 1, usd: "1".repeat(24), windowSeconds: 300 }],
    ["another window", { kind: "volume", pairId: 1, usd: "5", windowSeconds: 301 }],
    ["no pair", { kind: "volume", pairId: null, usd: "5", windowSeconds: 300 }],
    ["a pair beyond integers", { kind: "volume", pairId: 2 ** 40, usd: "5", windowSeconds: 300 }],
    ["one wallet that agrees with itself", { kind: "wallets_agree", pairId: null, side: "buy", wallets: 1, windowSeconds: 300 }],
    ["capitals in an address", { kind: "wallet_buys", wallet: `0x${"A".repeat(40)}`, pairId: null, usdMin: null }],
    ["a field too many", { kind: "price_crosses", pairId: 1, direction: "above", price: "1", url: "x" }],
    ["another kind", { kind: "moon" }],
  ])("with %s is refused", (_name, rule) => {
    expect(BACKTEST_REQUEST.safeParse({ rule }).success).toBe(false);
  });
  it("with everything in order is taken", () => {
    expect(SIGNAL_RULE_REQUEST.safeParse(request()).success).toBe(true);
    expect(SIGNAL_RULE_REQUEST.safeParse(request({ name: "a\u202Eb" })).success).toBe(false);
    expect(SIGNAL_RULE_REQUEST.safeParse(request({ spend: "1.1234567" })).success).toBe(false);
  });
});

describe("a rule", () => {
  it("is stored, switched, changed and removed by its trader and by nobody else", async () => {
    const [ada, bob] = [await stand.person(), await stand.person()];
    const added = await addRule(ada, request(), parts());
    expect(added).toMatchObject({ ...request(), isOn: true, lastFiredAt: null, firedCount: 0 });
    expect(await codeOf(getRule(bob, added.id, parts()))).toBe("not_found");
    expect(await codeOf(changeRule(bob, added.id, request(), parts()))).toBe("not_found");
    expect(await codeOf(switchRule(bob, added.id, false, parts()))).toBe("not_found");
    expect(await codeOf(removeRule(bob, added.id, parts()))).toBe("not_found");
    expect((await switchRule(ada, added.id, false, parts())).isOn).toBe(false);
    expect(await changeRule(ada, added.id, request({ name: "Other", spend: null }), parts())).toMatchObject({
      name: "Other",
      spend: null,
      isOn: false,
    });
    for (const id of [UNKNOWN, "x", "\u0000"]) expect(await codeOf(removeRule(ada, id, parts()))).toBe("not_found");
    expect(await codeOf(removeRule(ada, added.id, parts()))).toBe("done");
    expect(await codeOf(removeRule(ada, added.id, parts()))).toBe("not_found");
    expect(await listRules(ada, parts())).toEqual({ rules: [] });
  });
  it("is for a pair of ours, and there are fifty at most", async () => {
    const ada = await stand.person();
    expect(await codeOf(addRule(ada, request({ rule: { ...price(), pairId: 99_999 } as RuleText }), parts()))).toBe("invalid_request");
    for (let count = 0; count < RULES_MAX; count += 1) await addRule(ada, request(), parts());
    expect(await codeOf(addRule(ada, request(), parts()))).toBe("limit_exceeded");
  });
});

describe("the list of signals", () => {
  it("pages without a gap, counts what is unread and still stands, and filters", async () => {
    const ada = await stand.person();
    const [one, two] = [await addRule(ada, request(), parts()), await addRule(ada, request(), parts())];
    for (let count = 0; count < 60; count += 1) await raise(ada, one.id);
    const last = await raise(ada, two.id);
    await raise(ada, two.id, { isTakenBack: true });
    const first = await listSignals(ada, EVERYTHING, parts());
    const second = await listSignals(ada, { ...EVERYTHING, cursor: first.nextCursor }, parts());
    expect([first.events.length, second.events.length, second.nextCursor, first.unread]).toEqual([50, 12, null, 61]);
    expect(new Set([...first.events, ...second.events].map(({ id }) => id)).size).toBe(62);
    expect((await listSignals(ada, { ...EVERYTHING, ruleId: two.id }, parts())).events).toHaveLength(2);
    await markRead(ada, [last, UNKNOWN], parts());
    expect((await listSignals(ada, EVERYTHING, parts())).unread).toBe(60);
    expect((await listSignals(ada, { ...EVERYTHING, ruleId: two.id, isUnread: true }, parts())).events).toHaveLength(1);
    await markRead(await stand.person(), null, parts());
    expect((await listSignals(ada, EVERYTHING, parts())).unread).toBe(60);
    await markRead(ada, null, parts());
    expect((await listSignals(ada, EVERYTHING, parts())).unread).toBe(0);
  });
  it.each(["x", "1.2", "99999999999999.0a1b2c3d-0000-4000-8000-00000000aaaa", "\u0000"])("refuses the cursor %j", async (cursor) => {
    expect(await codeOf(listSignals(await stand.person(), { ...EVERYTHING, cursor }, parts()))).toBe("invalid_request");
  });
});

describe("the choices of the form", () => {
  it("are the pairs of the index and the trader's own wallets", async () => {
    const [ada, wallet] = [await stand.person(), newWallet()];
    await stand.follow(ada, wallet, "Whale");
    const choices = await listChoices(ada, parts());
    expect(choices).toMatchObject({ wallets: [{ wallet, label: "Whale" }], hasWebhook: false });
    expect(choices.pairs.map(({ base, quote }) => `${base}/${quote}`).sort()).toEqual(["LINK/USDC", "ODD/USDC"]);
    expect((await listChoices(await stand.person(), parts())).wallets).toEqual([]);
  });
});

describe("a webhook", () => {
  const url = "https://hooks.example.com/in";
  it("shows its secret once, is told of by mail, tested in turns and removed", async () => {
    const ada = await session(await stand.person());
    const added = await addWebhook(ada, url, parts());
    expect(added.secret).toMatch(/^whsec_/);
    const { webhooks } = await listWebhooks(ada, parts());
    expect(webhooks).toMatchObject([{ id: added.id, url, state: "working", waiting: 0, lastAttempt: null }]);
    expect(JSON.stringify(webhooks)).not.toContain("whsec");
    expect(await codeOf(addWebhook(ada, url, parts()))).toBe("conflict");
    expect((await testWebhook(ada, added.id, parts())).waiting).toBe(1);
    expect(await codeOf(testWebhook(ada, added.id, parts()))).toBe("rate_limited");
    stand.time.nowSeconds += 10;
    expect(await codeOf(testWebhook(ada, added.id, parts()))).toBe("done");
    const bob = await session(await stand.person());
    expect(await codeOf(testWebhook(bob, added.id, parts()))).toBe("not_found");
    expect(await codeOf(removeWebhook(bob, added.id, parts()))).toBe("not_found");
    expect(await codeOf(removeWebhook(ada, added.id, parts()))).toBe("done");
    const kinds = await stand.app.asTrader(ada.sub, (tx) =>
      tx.query<{ kind: string }>("SELECT kind FROM holdfast.security_events ORDER BY id"),
    );
    expect(kinds.map(({ kind }) => kind)).toEqual(["webhook_added", "webhook_removed"]);
  });
  it("goes to public addresses only, says so, and there are five at most", async () => {
    const ada = await session(await stand.person());
    expect(await refusalOf(addWebhook(ada, "https://169.254.169.254/", parts()))).toEqual({
      code: "address_invalid",
      detail: "Signals go to public addresses only. Use a host name that everybody on the internet can reach.",
    });
    for (let count = 0; count < WEBHOOKS_MAX; count += 1) await addWebhook(ada, `${url}${count}`, parts());
    expect(await codeOf(addWebhook(ada, url, parts()))).toBe("limit_exceeded");
  });
});

describe("a back-test", () => {
  it("raises what live judging raises, shows what prices did, and knows nothing of later swaps", async () => {
    const [ada, whale] = [await stand.person(), newWallet()];
    await stand.follow(ada, whale);
    const now = stand.time.nowSeconds;
    const day = 86_400;
    const at = (days: number, usd: number, priceNow: number) => ({ atSeconds: now - days * day, wallet: whale, usd, price: priceNow });
    await stand.feed(at(91, 900, 10), at(60, 900, 10), at(30, 100, 11), at(10, 900, 12), { atSeconds: now - 10, price: 13 });
    await candle(now - 60 * day + 600, 12);
    await candle(now - 10 * day + 600, 9);
    const rule: RuleText = { kind: "wallet_buys", wallet: null, pairId: stand.pairs.link, usdMin: "500" };
    const tested = await runBacktest(ada, rule, parts());
    expect(tested).toMatchObject({ count: 2, isCut: false });
    expect(tested.events.map(({ usd }) => usd)).toEqual(["900", "900"]);
    expect(tested.outcomes.hour).toEqual({ counted: 2, medianBps: -2_500, upShareBps: 5_000 });
    let state = FRESH_STATE;
    let live = 0;
    for (const { swap } of await readPast(stand.app, { pairId: stand.pairs.link, wallets: null, fromSeconds: now - 90 * day }, 0n)) {
      const step = evaluateRule(rule, state, swap, new Set([whale]));
      ({ state } = step);
      if (step.happening) live += 1;
    }
    expect(live).toBe(tested.count);
    stand.time.nowSeconds = now - 20 * day;
    // Seen from then, nothing later has happened yet: prices of candles that were not closed are not known.
    expect((await runBacktest(ada, rule, parts())).outcomes.week.counted).toBe(2);
    stand.time.nowSeconds = now;
  });
  it("of one trader runs once at a time", async () => {
    const ada = await stand.person();
    const both = await Promise.all([codeOf(runBacktest(ada, price(), parts())), codeOf(runBacktest(ada, price(), parts()))]);
    expect(both.sort()).toEqual(["done", "rate_limited"]);
    expect(await codeOf(runBacktest(ada, price(), parts()))).toBe("done");
  });
});

const candle = (closedBefore: number, close: number): Promise<unknown> =>
  stand.app.asService((tx) =>
    tx.query(
      `INSERT INTO holdfast.candles (pair_id, interval_seconds, opened_at, open_e18, high_e18, low_e18, close_e18, base_volume, quote_volume,
                                     usd_volume, trades) VALUES ($1, 300, to_timestamp($2), $3, $3, $3, $3, 1, 1, 1, 1)`,
      [stand.pairs.link, closedBefore - (closedBefore % 300), (BigInt(close) * 10n ** 18n).toString()],
    ),
  );
