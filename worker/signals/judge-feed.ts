// One page of the feed against all rules, in one transaction: events, deliveries, what rules remember and the cursor stand or fall together, so a
// worker may die anywhere and the next one raises what was not raised, and nothing twice.
import type { Database, Transaction } from "@/lib/server/postgres/database";
import { type PairFacts, readPairFacts } from "@/lib/server/signal-store/pair-facts";
import type { FedSwap } from "@/lib/server/signal-store/swap-row";
import { evaluateRule } from "@/lib/signals/evaluate-rule";
import { type LiveRule, loadRules, saveStates } from "./live-rule";
import { raiseEvent } from "./raise-event";
import { newestSeq, readFeed, type Retraction } from "./read-feed";
import { takeBack } from "./take-back";

const PAGE = 500;
/** What happened longer than this before a rule was written is old news, however late the index learns of it: an index that fills would raise months. */
const OLD_NEWS_SECONDS = 86_400;

/** What a page needs. `onOdd` hears of rules that nobody can read. */
export interface FeedJudge {
  readonly database: Database;
  readonly nowSeconds: number;
  readonly onOdd: (ruleId: string) => void;
}

/** Judges the next page; false when there is none, or when another worker has its turn. */
export function judgeFeed({ database, nowSeconds, onOdd }: FeedJudge): Promise<boolean> {
  return database.asService(async (tx) => {
    const [cursor] = await tx.query<{ seq: bigint }>("SELECT seq FROM holdfast.signal_cursor FOR UPDATE SKIP LOCKED");
    if (cursor === undefined) return false;
    const items = await readFeed(tx, cursor.seq, PAGE);
    const last = items.at(-1);
    if (last === undefined) return false;
    const rules = await loadRules(tx, onOdd);
    // Nobody waits for anything: there is no need to read the past.
    if (rules.length === 0) {
      await tx.query("UPDATE holdfast.signal_cursor SET seq = $1", [await newestSeq(tx)]);
      return false;
    }
    const pairs = await readPairFacts(tx);
    let gone: Retraction[] = [];
    for (const item of items) {
      if (item.kind === "retraction") {
        gone.push(item);
        continue;
      }
      await takeBack(tx, gone, rules, nowSeconds);
      gone = [];
      await meetRules(tx, item, rules, pairs, nowSeconds);
    }
    await takeBack(tx, gone, rules, nowSeconds);
    await saveStates(tx, rules);
    await tx.query("UPDATE holdfast.signal_cursor SET seq = $1", [last.seq]);
    return true;
  });
}

async function meetRules(
  tx: Transaction,
  { seq, swap }: FedSwap,
  rules: readonly LiveRule[],
  pairs: ReadonlyMap<number, PairFacts>,
  nowSeconds: number,
): Promise<void> {
  for (const live of rules) {
    if (seq <= live.fromSeq) continue;
    const { state, happening } = evaluateRule(live.rule, live.state, swap, live.follows);
    if (state !== live.state) {
      live.state = state;
      live.isChanged = true;
    }
    const pair = pairs.get(swap.pairId);
    const isOldNews = swap.atSeconds < live.createdAtSeconds - OLD_NEWS_SECONDS;
    if (happening !== null && pair !== undefined && !isOldNews) await raiseEvent(tx, { rule: live, happening, pair, seq }, nowSeconds);
  }
}
