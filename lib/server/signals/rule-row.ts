// Rules as their trader sees them. All statements run inside the trader's own transaction, so row security holds.
import "server-only";
import { SIGNAL_RULE, type SignalRuleDto } from "@/lib/contracts/signals";
import { isUuid } from "@/lib/ground/is-uuid";
import type { Transaction } from "@/lib/server/postgres/database";
import { timeText } from "@/lib/server/postgres/time-text";

interface Raw extends Omit<SignalRuleDto, "rule" | "createdAt" | "lastFiredAt"> {
  readonly rule: unknown;
  readonly createdAt: Date;
  readonly lastFiredAt: Date | null;
}

const SELECT = `
  SELECT r.id, r.name, r.rule, r.spend, r.by_mail AS "byMail", r.by_webhook AS "byWebhook", r.is_on AS "isOn", r.created_at AS "createdAt",
         fired.last AS "lastFiredAt", fired.count AS "firedCount"
    FROM holdfast.signal_rules r
    LEFT JOIN LATERAL (SELECT max(e.raised_at) AS last, count(*)::int AS count FROM holdfast.signal_events e
                        WHERE e.rule_id = r.id AND e.retracted_at IS NULL) fired ON true
   WHERE r.removed_at IS NULL`;

const secondsOf = (date: Date): number => date.getTime() / 1_000;

const shape = ({ rule, createdAt, lastFiredAt, ...rest }: Raw): SignalRuleDto => ({
  ...rest,
  rule: SIGNAL_RULE.parse(rule),
  createdAt: timeText(secondsOf(createdAt)),
  lastFiredAt: lastFiredAt && timeText(secondsOf(lastFiredAt)),
});

/** The trader's rule with this id, or null when it is unknown, removed or a text that is no id. */
export async function findRule(tx: Transaction, id: string): Promise<SignalRuleDto | null> {
  if (!isUuid(id)) return null;
  const [raw] = await tx.query<Raw>(`${SELECT} AND r.id = $1`, [id]);
  return raw ? shape(raw) : null;
}

/** All of the trader's rules, newest first. */
export async function findRules(tx: Transaction): Promise<readonly SignalRuleDto[]> {
  return (await tx.query<Raw>(`${SELECT} ORDER BY r.created_at DESC, r.id DESC`)).map(shape);
}

/** Where the feed stands: what a rule that begins now does not tell. */
export const FEED_SEQ = "(SELECT coalesce(max(seq), 0) FROM holdfast.swaps)";

/** Whether the pair that a rule names is one of the index; a rule of any pair names none. */
export async function isPairKnown(tx: Transaction, pairId: number | null): Promise<boolean> {
  return pairId === null || (await tx.query("SELECT 1 FROM holdfast.market_pairs WHERE id = $1", [pairId])).length === 1;
}
