// One round of watching: seal, read what is new in the chain, judge it by the rules, keep and queue what was found.
import type { Finding } from "@/lib/monitoring/finding";
import { judgeEvents } from "@/lib/monitoring/judge-events";
import { WINDOW_SECONDS_MAX } from "@/lib/monitoring/thresholds";
import type { WatchedEvent } from "@/lib/monitoring/watched-event";
import { queueMail } from "@/lib/server/mail/queue-mail";
import type { ChainHead } from "@/lib/server/event-log/sealed-rows";
import type { Round } from "../create-round";
import type { Worker } from "../worker";
import { alertMail } from "./alert-text";
import { type AlertChannel, closeQuiet, keepAlert } from "./keep-alert";
import { readWatched, readWindow, READ_MAX } from "./read-watched";
import { sealEvents } from "./seal-events";

/** What watching needs of a worker. */
export type AlertWorker = Pick<Worker, "database" | "clock" | "log" | "approvedAt"> & {
  /** Who is mailed; null mails nobody. */
  readonly mailTo: string | null;
  readonly channels: readonly AlertChannel[];
  /** Told of what was sealed, for the metric. */
  readonly onSealed?: (kinds: readonly string[]) => void;
};

/** A backlog is judged in steps of the events' own time, so that a worker that was away finds what happened meanwhile. */
const STEP_SECONDS = 30;
/** A quiet log is judged again so often: what was walked away from shows by time alone. */
const IDLE_SECONDS = 5;
const ANCHOR_SECONDS = 600;

/** The round of one process. It throws UnavailableError("database"). */
export function createAlertRound(worker: AlertWorker): () => Promise<Round> {
  const { database, clock, log } = worker;
  let window: { events: readonly WatchedEvent[]; throughSeq: number } | null = null;
  /** What was kept last per rule and subject: a finding that holds nothing newer costs no transaction. */
  const kept = new Map<string, number>();
  let anchored: { atSeconds: number; seq: number } | null = null;
  let judgedAtSeconds = 0;
  let head: ChainHead = { seq: 0, hash: "" };

  const keep = async (finding: Finding, nowSeconds: number): Promise<void> => {
    const newest = Math.max(...finding.evidence.map(({ event }) => event.seq));
    const key = `${finding.rule} ${finding.subject}`;
    if ((kept.get(key) ?? 0) >= newest) return;
    const id = await database.asService(async (tx) => {
      const opened = await keepAlert(tx, finding, worker.channels, nowSeconds);
      if (opened === null || worker.mailTo === null) return opened;
      await queueMail(tx, { to: worker.mailTo, ...alertMail(finding, { id: opened, origin: worker.approvedAt.origin, head }) }, nowSeconds);
      return opened;
    });
    kept.set(key, newest);
    if (id === null) return;
    log.warn("alert_opened", { alert: id, signal: finding.signal, probe: finding.probe, rule: finding.rule, subject: finding.subject });
  };

  const judge = async (events: readonly WatchedEvent[], atSeconds: number, nowSeconds: number): Promise<void> => {
    judgedAtSeconds = nowSeconds;
    for (const finding of judgeEvents(events, atSeconds)) await keep(finding, nowSeconds);
  };

  return async () => {
    const nowSeconds = clock.nowSeconds();
    const sealed = await sealEvents(database, nowSeconds);
    if (sealed !== null) {
      head = sealed.head;
      if (sealed.kinds.length > 0) worker.onSealed?.(sealed.kinds);
      anchored = tellHead(log, head, anchored, nowSeconds);
    }
    window ??= await database.asService(async (tx) => {
      const [cursor] = await tx.query<{ seq: string }>("SELECT seq::text AS seq FROM holdfast.alert_cursor");
      const throughSeq = Number(cursor?.seq ?? 0);
      return { events: await readWindow(tx, throughSeq, WINDOW_SECONDS_MAX), throughSeq };
    });
    const { throughSeq: before } = window;
    const { events: fresh, throughSeq } = await database.asService((tx) => readWatched(tx, before));
    const isWhole = throughSeq - before < READ_MAX;
    const all = [...window.events, ...fresh];
    for (const [index, atSeconds] of stepsOf(all, window.events.length)) await judge(all.slice(0, index + 1), atSeconds, nowSeconds);
    if (isWhole && nowSeconds - judgedAtSeconds >= IDLE_SECONDS) await judge(all, nowSeconds, nowSeconds);
    if (throughSeq > before)
      await database.asService((tx) => tx.query("UPDATE holdfast.alert_cursor SET seq = greatest(seq, $1)", [throughSeq]));
    const latest = isWhole ? nowSeconds : (all.at(-1)?.atSeconds ?? nowSeconds);
    window = { events: all.filter(({ atSeconds }) => atSeconds > latest - WINDOW_SECONDS_MAX), throughSeq };
    if (kept.size > 10_000) kept.clear();
    await database.asService((tx) => closeQuiet(tx, nowSeconds));
    return fresh.length > 0 || (sealed?.kinds.length ?? 0) > 0 ? "busy" : "idle";
  };
}

/** The places in a backlog at which the rules look, each as of its own time: the last event before every step of time, and the last of all. */
function stepsOf(all: readonly WatchedEvent[], from: number): readonly (readonly [index: number, atSeconds: number])[] {
  const steps: [number, number][] = [];
  let since = all[from]?.atSeconds ?? 0;
  for (let index = from; index < all.length; index += 1) {
    const [atSeconds, next] = [all[index]?.atSeconds ?? 0, all[index + 1]?.atSeconds];
    if (next !== undefined && next - since < STEP_SECONDS) continue;
    since = next ?? since;
    steps.push([index, atSeconds]);
  }
  return steps;
}

/** Writes the head of the chain into the log, which leaves this machine: whoever rewrites the database cannot rewrite that. */
function tellHead(
  log: AlertWorker["log"],
  { seq, hash }: ChainHead,
  last: { atSeconds: number; seq: number } | null,
  nowSeconds: number,
): { atSeconds: number; seq: number } {
  if (last !== null && (last.seq === seq || Math.abs(nowSeconds - last.atSeconds) < ANCHOR_SECONDS)) return last;
  log.info("security_chain_head", { seq, hash });
  return { atSeconds: nowSeconds, seq };
}
