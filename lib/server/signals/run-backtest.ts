// A rule over the past: the same step that judges live, so that what it promises is what it does. Bounded in time, rows and how many at once.
import "server-only";
import type { BacktestDto } from "@/lib/contracts/signals";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Database } from "@/lib/server/postgres/database";
import { timeText } from "@/lib/server/postgres/time-text";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { type PairFacts, readPairFacts } from "@/lib/server/signal-store/pair-facts";
import { describeHappening } from "@/lib/signals/describe-happening";
import { evaluateRule, type Happening } from "@/lib/signals/evaluate-rule";
import type { RuleText } from "@/lib/signals/rule";
import { FRESH_STATE } from "@/lib/signals/rule-state";
import { readOutcome } from "./read-outcomes";
import { readPast } from "./read-past";
import type { SignalParts } from "./signal-parts";

const DAY_SECONDS = 86_400;
export const BACKTEST_DAYS = 90;
const SWAPS_MAX = 300_000;
const EVENTS_MAX = 2_000;
const EVENTS_SHOWN = 20;
const TIME_MS_MAX = 8_000;
const AT_ONCE_MAX = 2;

const running = new Set<string>();

/**
 * Plays a rule over the last ninety days with the wallets that the trader follows today. Throws RefusalError `rate_limited` while one of this
 * trader's is running or the process is busy with others.
 */
export async function runBacktest(trader: Pick<Trader, "sub">, rule: RuleText, parts: SignalParts = services()): Promise<BacktestDto> {
  if (running.has(trader.sub) || running.size >= AT_ONCE_MAX) throw new RefusalError({ code: "rate_limited", retryAfterSeconds: 2 });
  running.add(trader.sub);
  try {
    return await play(trader, rule, parts);
  } finally {
    running.delete(trader.sub);
  }
}

async function play({ sub }: Pick<Trader, "sub">, rule: RuleText, { database, clock }: SignalParts): Promise<BacktestDto> {
  const nowSeconds = clock.nowSeconds();
  const fromSeconds = nowSeconds - BACKTEST_DAYS * DAY_SECONDS;
  const { follows, pairs } = await database.asTrader(sub, async (tx) => ({
    follows: new Set(
      (await tx.query<{ wallet: string }>("SELECT wallet FROM holdfast.follows WHERE trader = $1", [sub])).map(({ wallet }) => wallet),
    ),
    pairs: await readPairFacts(tx),
  }));
  const played = await playFeed(database, rule, follows, { fromSeconds, nowSeconds });
  const priced = played.happenings.map(({ swap }) => swap);
  const outcome = (afterSeconds: number) => readOutcome(database, priced, afterSeconds, nowSeconds);
  return {
    ...{ from: timeText(fromSeconds), until: timeText(played.untilSeconds), isCut: played.isCut, swaps: played.swaps },
    count: played.happenings.length,
    events: played.happenings.slice(0, EVENTS_SHOWN).flatMap((happening) => describe(rule, happening, pairs)),
    outcomes: { hour: await outcome(3_600), day: await outcome(DAY_SECONDS), week: await outcome(7 * DAY_SECONDS) },
  };
}

interface Span {
  readonly fromSeconds: number;
  readonly nowSeconds: number;
}

interface Played {
  readonly happenings: readonly Happening[];
  readonly swaps: number;
  readonly isCut: boolean;
  readonly untilSeconds: number;
}

/** Begins a window before the span, so that the first day of it is judged like any other, and raises nothing of that. */
async function playFeed(
  database: Database,
  rule: RuleText,
  follows: ReadonlySet<string>,
  { fromSeconds, nowSeconds }: Span,
): Promise<Played> {
  const deadlineMs = performance.now() + TIME_MS_MAX;
  const warmUpSeconds = "windowSeconds" in rule ? rule.windowSeconds : DAY_SECONDS;
  const past = { pairId: rule.pairId, wallets: walletsOf(rule, follows), fromSeconds: fromSeconds - warmUpSeconds };
  const happenings: Happening[] = [];
  let [state, seq, swaps, untilSeconds] = [FRESH_STATE, 0n, 0, fromSeconds];
  for (;;) {
    const chunk = await readPast(database, past, seq);
    if (chunk.length === 0) return { happenings, swaps, isCut: false, untilSeconds: nowSeconds };
    for (const fed of chunk) {
      const step = evaluateRule(rule, state, fed.swap, follows);
      ({ state } = step);
      ({ seq } = fed);
      swaps += 1;
      untilSeconds = fed.swap.atSeconds;
      if (step.happening !== null && fed.swap.atSeconds >= fromSeconds) happenings.push(step.happening);
      if (happenings.length >= EVENTS_MAX) return { happenings, swaps, isCut: true, untilSeconds };
    }
    if (swaps >= SWAPS_MAX || performance.now() > deadlineMs) return { happenings, swaps, isCut: true, untilSeconds };
  }
}

function walletsOf(rule: RuleText, follows: ReadonlySet<string>): readonly string[] | null {
  if (rule.kind === "wallet_buys") return rule.wallet === null ? [...follows] : [rule.wallet];
  return rule.kind === "wallets_agree" ? [...follows] : null;
}

function describe(rule: RuleText, happening: Happening, pairs: ReadonlyMap<number, PairFacts>) {
  const pair = pairs.get(happening.swap.pairId);
  if (pair === undefined) return [];
  const { pairId, network, base, quote } = pair;
  return [describeHappening(rule, happening, { pairId, network, base, quote }, timeText(happening.swap.atSeconds))];
}
