// A finding becomes an alert, or adds to the one that is open. Counting goes by the numbers of the chain under a lock per rule and subject, so that two
// workers that find the same open one alert and count each event once.
import { randomUUID } from "node:crypto";
import type { Finding } from "@/lib/monitoring/finding";
import { QUIET_SECONDS } from "@/lib/monitoring/thresholds";
import type { Transaction } from "@/lib/server/postgres/database";

/** Ids of events that an alert keeps: the first ones, which show how it began, and the latest. */
const FIRST_MAX = 10;
const LATEST_MAX = 10;

interface LastAlert {
  readonly id: string;
  readonly throughSeq: string;
  readonly lastAtSeconds: number;
  readonly isOpen: boolean;
  readonly evidence: readonly string[];
}

/** A channel that an alert goes out by, beside mail. */
export type AlertChannel = "webhook" | "metric";

/** Keeps a finding. Answers the id of an alert that it opened, or null when it added to one or held nothing new. */
export async function keepAlert(
  tx: Transaction,
  finding: Finding,
  channels: readonly AlertChannel[],
  nowSeconds: number,
): Promise<string | null> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`alert:${finding.rule}:${finding.subject}`]);
  const last = await readLast(tx, finding);
  const fresh = finding.evidence.filter(({ event }) => event.seq > Number(last?.throughSeq ?? 0));
  const newest = fresh.at(-1)?.event;
  if (newest === undefined) return null;
  const isQuiet = last !== null && newest.atSeconds - last.lastAtSeconds >= QUIET_SECONDS;
  if (last?.isOpen === true && !isQuiet) {
    await addTo(tx, last, finding, fresh);
    return null;
  }
  if (last?.isOpen === true) await tx.query("UPDATE holdfast.alerts SET closed_at = to_timestamp($2) WHERE id = $1", [last.id, nowSeconds]);
  return open(tx, finding, { fresh, reopens: last?.id ?? null, channels, nowSeconds });
}

async function readLast(tx: Transaction, { rule, subject }: Finding): Promise<LastAlert | null> {
  const [row] = await tx.query<LastAlert>(
    `SELECT id, through_seq::text AS "throughSeq", extract(epoch FROM last_at)::float8 AS "lastAtSeconds", closed_at IS NULL AS "isOpen",
            evidence::text[] AS evidence
       FROM holdfast.alerts WHERE rule = $1 AND subject = $2 ORDER BY through_seq DESC LIMIT 1`,
    [rule, subject],
  );
  return row ?? null;
}

const weightOf = (list: Finding["evidence"]): number => list.reduce((sum, { weight }) => sum + weight, 0);
const newestAt = (list: Finding["evidence"]): number => Math.max(...list.map(({ event }) => event.atSeconds));
const newestSeq = (list: Finding["evidence"]): number => Math.max(...list.map(({ event }) => event.seq));

async function addTo(tx: Transaction, last: LastAlert, finding: Finding, fresh: Finding["evidence"]): Promise<void> {
  const kept = last.evidence.slice(0, FIRST_MAX);
  const latest = [...last.evidence.slice(FIRST_MAX), ...fresh.map(({ event }) => event.id)].slice(-LATEST_MAX);
  await tx.query(
    `UPDATE holdfast.alerts SET events = events + $2, last_at = greatest(last_at, to_timestamp($3)), through_seq = $4, breakdown = $5, sentence = $6,
            evidence = $7::bigint[] WHERE id = $1`,
    [
      ...[last.id, weightOf(fresh), newestAt(fresh), newestSeq(fresh)],
      ...[JSON.stringify(finding.breakdown), finding.sentence, [...kept, ...latest]],
    ],
  );
}

interface Opening {
  readonly fresh: Finding["evidence"];
  readonly reopens: string | null;
  readonly channels: readonly AlertChannel[];
  readonly nowSeconds: number;
}

async function open(tx: Transaction, finding: Finding, { fresh, reopens, channels, nowSeconds }: Opening): Promise<string> {
  const id = randomUUID();
  const ids = fresh.map(({ event }) => event.id);
  const evidence = ids.length <= FIRST_MAX + LATEST_MAX ? ids : [...ids.slice(0, FIRST_MAX), ...ids.slice(-LATEST_MAX)];
  const { signal, probe, rule, subject, sentence, runbook, windowSeconds } = finding;
  await tx.query(
    `INSERT INTO holdfast.alerts (id, signal, probe, rule, subject, sentence, runbook, window_seconds, opened_at, first_at, last_at, events, through_seq,
                                  breakdown, evidence, reopens)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9), to_timestamp($10), to_timestamp($11), $12, $13, $14, $15::bigint[], $16)`,
    [
      ...[id, signal, probe, rule, subject, sentence, runbook, windowSeconds, nowSeconds],
      ...[Math.min(...fresh.map(({ event }) => event.atSeconds)), newestAt(fresh), weightOf(fresh), newestSeq(fresh)],
      ...[JSON.stringify(finding.breakdown), evidence, reopens],
    ],
  );
  for (const channel of channels)
    await tx.query(
      "INSERT INTO holdfast.alert_deliveries (alert_id, channel, queued_at, next_attempt_at) VALUES ($1, $2, to_timestamp($3), to_timestamp($3))",
      [id, channel, nowSeconds],
    );
  return id;
}

/** Closes alerts to which nothing was added for the quiet time. */
export async function closeQuiet(tx: Transaction, nowSeconds: number): Promise<void> {
  await tx.query(
    "UPDATE holdfast.alerts SET closed_at = to_timestamp($1) WHERE closed_at IS NULL AND last_at <= to_timestamp($1::float8 - $2::int)",
    [nowSeconds, QUIET_SECONDS],
  );
}
