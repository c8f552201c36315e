// Rules that are on, with what they remember and whom their traders follow.
import { SIGNAL_RULE } from "@/lib/contracts/signals";
import type { Transaction } from "@/lib/server/postgres/database";
import { standingSwaps } from "@/lib/server/signal-store/standing-swaps";
import type { RuleText } from "@/lib/signals/rule";
import type { RuleState } from "@/lib/signals/rule-state";
import { startRule } from "@/lib/signals/start-rule";

/** One rule while a page of the feed is judged. */
export interface LiveRule {
  readonly id: string;
  readonly trader: string;
  readonly rule: RuleText;
  readonly spend: string | null;
  readonly byMail: boolean;
  readonly byWebhook: boolean;
  readonly version: number;
  readonly fromSeq: bigint;
  readonly createdAtSeconds: number;
  readonly follows: ReadonlySet<string>;
  state: RuleState;
  isChanged: boolean;
}

interface Raw extends Omit<LiveRule, "rule" | "follows" | "state" | "isChanged" | "createdAtSeconds"> {
  readonly createdAt: Date;
  readonly rule: unknown;
  readonly state: RuleState | null;
}

/** Every rule that is on. One whose stored form is none of ours any more is named to `onOdd` and left out, so that it keeps no other waiting. */
export async function loadRules(tx: Transaction, onOdd: (ruleId: string) => void): Promise<readonly LiveRule[]> {
  const rows = await tx.query<Raw>(
    `SELECT r.id, r.trader, r.rule, r.spend, r.by_mail AS "byMail", r.by_webhook AS "byWebhook", r.version, r.from_seq AS "fromSeq", r.created_at AS "createdAt",
            s.state
       FROM holdfast.signal_rules r LEFT JOIN holdfast.signal_states s ON s.rule_id = r.id AND s.version = r.version
      WHERE r.is_on ORDER BY r.id`,
  );
  const follows = await readFollows(tx, [...new Set(rows.map(({ trader }) => trader))]);
  const live: LiveRule[] = [];
  for (const row of rows) {
    const rule = SIGNAL_RULE.safeParse(row.rule);
    if (!rule.success) {
      onOdd(row.id);
      continue;
    }
    const followed = follows.get(row.trader) ?? new Set<string>();
    const state = row.state ?? (await beginning(tx, rule.data, followed, row.fromSeq));
    const createdAtSeconds = row.createdAt.getTime() / 1_000;
    live.push({ ...row, createdAtSeconds, rule: rule.data, follows: followed, state, isChanged: row.state === null });
  }
  return live;
}

const beginning = async (tx: Transaction, rule: RuleText, follows: ReadonlySet<string>, untilSeq: bigint): Promise<RuleState> =>
  startRule(rule, await standingSwaps(tx, { rule, pairId: null, follows, untilSeq }), follows);

async function readFollows(tx: Transaction, traders: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await tx.query<{ trader: string; wallets: string[] }>(
    "SELECT trader, array_agg(wallet) AS wallets FROM holdfast.follows WHERE trader = ANY ($1) GROUP BY trader",
    [traders],
  );
  return new Map(rows.map(({ trader, wallets }) => [trader, new Set(wallets)] as const));
}

/** Stores what changed, for the version that was judged: a rule that was changed meanwhile begins anew. */
export async function saveStates(tx: Transaction, rules: readonly LiveRule[]): Promise<void> {
  for (const { id, version, state } of rules.filter(({ isChanged }) => isChanged))
    await tx.query(
      `INSERT INTO holdfast.signal_states (rule_id, version, state) VALUES ($1, $2, $3)
       ON CONFLICT (rule_id) DO UPDATE SET version = excluded.version, state = excluded.state`,
      [id, version, JSON.stringify(state)],
    );
}
