// Signals by mail, a trader at a time: what waits becomes mail in the outbox, and is marked in the same transaction.
import { ensurePhrase } from "@/lib/server/notices/phrase";
import { queueMail } from "@/lib/server/mail/queue-mail";
import type { Transaction } from "@/lib/server/postgres/database";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { addressesToTell } from "@/lib/server/session/known-addresses";
import { planMails } from "@/lib/signals/plan-mails";
import { type MailedSignal, signalListMail, signalMail } from "@/lib/signals/signal-mail";
import type { Round } from "../create-round";
import type { Worker } from "../worker";

const TRADERS_PER_ROUND = 20;
const WAITING_MAX = 500;
const HOUR_SECONDS = 3_600;
const LOOK_AGAIN_SECONDS = 60;

type MailWorker = Pick<Worker, "database" | "clock" | "approvedAt">;

/** The round of one process. It throws UnavailableError("database"). */
export function createSignalMailRound({ database, clock, approvedAt }: MailWorker): () => Promise<Round> {
  return async () => {
    const nowSeconds = clock.nowSeconds();
    const due = await database.asService((tx) =>
      tx.query<{ trader: string }>(
        `SELECT DISTINCT trader FROM holdfast.signal_deliveries
          WHERE channel = 'mail' AND outcome IS NULL AND (next_attempt_at <= to_timestamp($1) OR next_attempt_at > to_timestamp($1 + $2))
          LIMIT ${TRADERS_PER_ROUND.toString()}`,
        [nowSeconds, HOUR_SECONDS],
      ),
    );
    for (const { trader } of due)
      await database.asTrader(trader, (tx) => mailTrader(tx, { trader, origin: approvedAt.origin, nowSeconds }));
    return due.length > 0 ? "busy" : "idle";
  };
}

interface Mailing {
  readonly trader: string;
  readonly origin: string;
  readonly nowSeconds: number;
}

/** Two workers take turns, and the second finds nothing waiting. */
async function mailTrader(tx: Transaction, { trader, origin, nowSeconds }: Mailing): Promise<void> {
  await lockTrader(tx, "signals", trader);
  const waiting = await readWaiting(tx, trader);
  const standing = waiting.filter(({ isTakenBack }) => !isTakenBack);
  await finish(
    tx,
    waiting.filter(({ isTakenBack }) => isTakenBack),
    "dropped",
    nowSeconds,
  );
  const [to] = await addressesToTell(tx, trader, nowSeconds);
  if (to === undefined) return finish(tx, standing, "dropped", nowSeconds);
  const { single, rest } = planMails(standing.length, await countMails(tx, trader, nowSeconds));
  const envelope = { phrase: await ensurePhrase(tx, trader, nowSeconds), origin };
  for (const signal of standing.slice(0, single)) await queueMail(tx, { to, ...signalMail(signal, envelope) }, nowSeconds);
  await finish(tx, standing.slice(0, single), "sent", nowSeconds);
  const others = standing.slice(single);
  if (rest === "later") return putOff(tx, others, nowSeconds + LOOK_AGAIN_SECONDS);
  if (rest === "none") return;
  await queueMail(tx, { to, ...signalListMail(others, envelope) }, nowSeconds);
  // One mail, so one counts as sent.
  await finish(tx, others.slice(0, 1), "sent", nowSeconds);
  await finish(tx, others.slice(1), "listed", nowSeconds);
}

interface Waiting extends MailedSignal {
  readonly id: string;
  readonly isTakenBack: boolean;
}

const readWaiting = (tx: Transaction, trader: string): Promise<Waiting[]> =>
  tx.query<Waiting>(
    `SELECT d.id, r.name AS "ruleName", e.happened, e.action, n.label AS "networkLabel", nullif(f.label, '') AS "walletName",
            e.retracted_at IS NOT NULL AS "isTakenBack"
       FROM holdfast.signal_deliveries d
       JOIN holdfast.signal_events e ON e.id = d.event_id
       JOIN holdfast.signal_rules r ON r.id = e.rule_id
       JOIN holdfast.networks n ON n.id = e.happened -> 'pair' ->> 'network'
       LEFT JOIN holdfast.follows f ON f.trader = e.trader AND f.wallet = e.happened ->> 'wallet'
      WHERE d.trader = $1 AND d.channel = 'mail' AND d.outcome IS NULL ORDER BY e.raised_at, d.queued_at, d.id LIMIT ${WAITING_MAX.toString()}`,
    [trader],
  );

async function countMails(tx: Transaction, trader: string, nowSeconds: number): Promise<number> {
  const [row] = await tx.query<{ sent: number }>(
    `SELECT count(*)::int AS sent FROM holdfast.signal_deliveries
      WHERE trader = $1 AND channel = 'mail' AND outcome = 'sent' AND finished_at > to_timestamp($2) AND finished_at <= to_timestamp($3)`,
    [trader, nowSeconds - HOUR_SECONDS, nowSeconds],
  );
  return row?.sent ?? 0;
}

async function finish(
  tx: Transaction,
  deliveries: readonly Pick<Waiting, "id">[],
  outcome: "sent" | "listed" | "dropped",
  nowSeconds: number,
): Promise<void> {
  if (deliveries.length === 0) return;
  await tx.query("UPDATE holdfast.signal_deliveries SET outcome = $2, finished_at = to_timestamp($3) WHERE id = ANY ($1)", [
    deliveries.map(({ id }) => id),
    outcome,
    nowSeconds,
  ]);
}

async function putOff(tx: Transaction, deliveries: readonly Pick<Waiting, "id">[], untilSeconds: number): Promise<void> {
  await tx.query("UPDATE holdfast.signal_deliveries SET next_attempt_at = to_timestamp($2) WHERE id = ANY ($1)", [
    deliveries.map(({ id }) => id),
    untilSeconds,
  ]);
}
