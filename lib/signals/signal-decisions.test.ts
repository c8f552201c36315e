// The smaller decisions around a signal: where it may be sent, how often it is mailed, what it offers, and how it reads.
import { describe, expect, it } from "vitest";
import type { Happened } from "./happened";
import { happenedSentence } from "./happened-sentence";
import { judgeOutcomes } from "./judge-outcomes";
import { judgeWebhookUrl } from "./judge-webhook-url";
import { planMails, SIGNAL_MAILS_PER_HOUR } from "./plan-mails";
import { prepareAction } from "./prepare-action";
import type { RuleText } from "./rule";
import { ruleSentence } from "./rule-sentence";
import { shortNumber } from "./short-number";
import { WEBHOOK_ATTEMPTS_MAX, webhookDelaySeconds } from "./webhook-schedule";

describe("the address of a webhook", () => {
  it.each([
    "https://hooks.example.com/in?key=1",
    "https://a.co/",
    "https://xn--bcher-kva.example.org/x",
    "https://hooks.example.com:443/in",
  ])("%s is taken", (text) => {
    expect(judgeWebhookUrl(text)).toMatchObject({ ok: true });
  });
  it.each([
    ["http://hooks.example.com/", /https/],
    ["ftp://hooks.example.com/", /https/],
    ["https://user:pw@hooks.example.com/", /name and password/],
    ["https://user@hooks.example.com/", /name and password/],
    ["https://hooks.example.com:8443/", /443/],
    ["https://hooks.example.com:80/", /443/],
    ["https://127.0.0.1/", /public/],
    ["https://2130706433/", /public/],
    ["https://0x7f000001/", /public/],
    ["https://0177.0.0.1/", /public/],
    ["https://127.1/", /public/],
    ["https://１２７.0.0.1/", /public/],
    ["https://[::1]/", /public/],
    ["https://[::ffff:127.0.0.1]/", /public/],
    ["https://169.254.169.254/latest/meta-data", /public/],
    ["https://8.8.8.8/", /public/],
    ["https://localhost/", /public/],
    ["https://localhost./", /public/],
    ["https://hooks.example.com./", /public/],
    ["https://db.internal/", /public/],
    ["https://printer.local/", /public/],
    ["https://app.localhost/", /public/],
    ["hooks.example.com", /not an address/],
    [`https://hooks.example.com/${"x".repeat(500)}`, /500/],
  ])("%s is refused in words of its own", (text, sentence) => {
    const judged = judgeWebhookUrl(text);
    expect(judged.ok ? "taken" : judged.refusal).toMatch(sentence);
  });
});

describe("mails of signals", () => {
  it("are single while there are few, one list when there are many, and wait when the hour is full", () => {
    expect(planMails(SIGNAL_MAILS_PER_HOUR, 0)).toEqual({ single: 6, rest: "none" });
    expect(planMails(SIGNAL_MAILS_PER_HOUR + 1, 0)).toEqual({ single: 5, rest: "digest" });
    expect(planMails(3, 5)).toEqual({ single: 0, rest: "digest" });
    expect(planMails(1, 5)).toEqual({ single: 1, rest: "none" });
    expect(planMails(1, SIGNAL_MAILS_PER_HOUR)).toEqual({ single: 0, rest: "later" });
  });
});

describe("a webhook that is not taken", () => {
  it("is tried nine times over about a day, and then no more", () => {
    const delays = Array.from({ length: WEBHOOK_ATTEMPTS_MAX - 1 }, (_, index) => webhookDelaySeconds(index + 1, 0.5) ?? 0);
    expect(delays).toEqual([5, 60, 300, 1_800, 7_200, 18_000, 28_800, 28_800]);
    expect(delays.reduce((sum, delay) => sum + delay, 0)).toBeLessThanOrEqual(86_400);
    expect([webhookDelaySeconds(1, 0), webhookDelaySeconds(1, 1)]).toEqual([4, 6]);
    expect(webhookDelaySeconds(WEBHOOK_ATTEMPTS_MAX, 0.5)).toBeNull();
  });
});

describe("the prepared action", () => {
  const heldAssets = [
    { asset: "USDC", contract: "0x01" },
    { asset: "LINK", contract: "0x02" },
    { asset: "ETH", contract: null },
  ];
  const facts = { eventId: "7", network: "ethereum-local", baseContract: "0x02", spend: "250.5", heldAssets };
  it("is an order that buys the base with the amount of the rule", () => {
    expect(prepareAction(facts)).toEqual({
      ...{ kind: "order", pay: "USDC", receive: "LINK", amount: "250.5" },
      href: "/orders/new?network=ethereum-local&pay=USDC&receive=LINK&amount=250.5&signal=7",
    });
  });
  it("says why there is none", () => {
    expect(prepareAction({ ...facts, spend: null })).toEqual({ kind: "none", because: "no_amount" });
    expect(prepareAction({ ...facts, baseContract: "0x09" })).toEqual({ kind: "none", because: "base_not_held" });
    expect(prepareAction({ ...facts, baseContract: "0x01" })).toEqual({ kind: "none", because: "base_is_usdc" });
    expect(prepareAction({ ...facts, heldAssets: heldAssets.slice(1) })).toEqual({ kind: "none", because: "usdc_not_held" });
  });
});

describe("outcomes of a back-test", () => {
  it("are the middle change and the share that went up", () => {
    const changes = [100, 110, 80, 130].map((to) => ({ fromE18: 100n, toE18: BigInt(to) }));
    expect(judgeOutcomes(changes)).toEqual({ counted: 4, medianBps: 0, upShareBps: 5_000 });
    expect(judgeOutcomes(changes.slice(1))).toEqual({ counted: 3, medianBps: 1_000, upShareBps: 6_666 });
    expect(judgeOutcomes([])).toEqual({ counted: 0, medianBps: null, upShareBps: null });
    expect(judgeOutcomes([{ fromE18: 0n, toE18: 1n }])).toMatchObject({ counted: 0 });
  });
});

const pair = { pairId: 1, network: "testnet", base: "LINK", quote: "USDC" };
const happened = (rule: RuleText, measured: string): Happened => ({
  ...{ version: 1, rule, pair, wallet: `0x${"a".repeat(40)}`, side: "buy", price: "15.239999", usd: "1250.75", measured },
  ...{ txHash: "0x01", at: "2026-11-28T20:00:00Z" },
});

describe("in words", () => {
  it.each<[RuleText, string, string, string]>([
    [
      { kind: "wallet_buys", wallet: null, pairId: 1, usdMin: "500" },
      "1250.75",
      "Tell me when any wallet I follow buys the base of LINK/USDC for at least 500 USD.",
      "0xaaaa…aaaa bought LINK for 1250 USD at 15.23 USDC.",
    ],
    [
      { kind: "price_crosses", pairId: 1, direction: "above", price: "15" },
      "15.239999",
      "Tell me when the price of LINK/USDC rises to 15 or more.",
      "LINK/USDC rose to 15.23, past 15.",
    ],
    [
      { kind: "price_moves", pairId: 1, percent: "5", windowSeconds: 3_600 },
      "-5.2",
      "Tell me when the price of LINK/USDC moves by 5 % or more within an hour.",
      "LINK/USDC moved by −5.2 % within an hour, to 15.23.",
    ],
    [
      { kind: "volume", pairId: 1, usd: "1000", windowSeconds: 300 },
      "1250.75",
      "Tell me when 1000 USD or more change hands on LINK/USDC within 5 minutes.",
      "1250 USD changed hands on LINK/USDC within 5 minutes.",
    ],
    [
      { kind: "flow", pairId: 1, direction: "out", usd: "1000", windowSeconds: 86_400 },
      "-1250.75",
      "Tell me when sales exceed purchases on LINK/USDC by 1000 USD or more within a day.",
      "Sales exceeded purchases on LINK/USDC by 1250 USD within a day.",
    ],
    [
      { kind: "wallets_agree", pairId: 1, side: "sell", wallets: 3, windowSeconds: 14_400 },
      "3",
      "Tell me when at least 3 wallets I follow sell on LINK/USDC within 4 hours.",
      "3 wallets you follow sold on LINK/USDC within 4 hours.",
    ],
  ])("%o", (rule, measured, asked, told) => {
    expect(ruleSentence(rule, { pair: "LINK/USDC", wallet: null })).toBe(asked);
    expect(happenedSentence(happened(rule, measured))).toBe(told);
  });
  it.each([
    ["0.00001234567", "0.00001234"],
    ["0", "0"],
    ["12.30", "12.3"],
    ["1234.99", "1234"],
  ])("%s is read as %s", (text, short) => {
    expect(shortNumber(text)).toBe(short);
  });
});
