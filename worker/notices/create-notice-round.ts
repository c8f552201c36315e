// One round of notices: what happened becomes mail in the outbox, in the words of the one table. Notice, link and mails are one transaction, so a crash
// leaves either all of them or none.
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { deskLines } from "@/lib/notices/desk-lines";
import { decideTelling } from "@/lib/notices/decide-telling";
import { wordsOfEvent, type EventWords } from "@/lib/notices/event-words";
import { noticeText } from "@/lib/notices/notice-text";
import { makeFreezeToken } from "@/lib/server/freezes/freeze-link";
import { queueMail } from "@/lib/server/mail/queue-mail";
import { ensurePhrase } from "@/lib/server/notices/phrase";
import type { Transaction } from "@/lib/server/postgres/database";
import { addressesToTell } from "@/lib/server/session/known-addresses";
import type { Round } from "../create-round";
import type { Worker } from "../worker";
import { endFreezes } from "./end-freezes";
import { type DueNotice, endNotice, listDueNotices, lockNotice, putNoticeOff } from "./notice-queue";
import { readEvent, type ToldEvent } from "./read-event";

const RETRY_SECONDS = 600;

type NoticeWorker = Pick<Worker, "database" | "clock" | "log" | "approvedAt">;

/** The round of one process. It throws UnavailableError("database"). */
export function createNoticeRound(worker: NoticeWorker): () => Promise<Round> {
  const { database, clock } = worker;
  return async () => {
    const nowSeconds = clock.nowSeconds();
    await endFreezes(database, nowSeconds);
    const due = await database.asService((tx) => listDueNotices(tx, nowSeconds));
    for (const notice of due) await tellApart(worker, notice, nowSeconds);
    return due.length > 0 ? "busy" : "idle";
  };
}

/** A notice that cannot be written is looked at again later, and keeps no other waiting, unless the database is away for all. */
async function tellApart(worker: NoticeWorker, notice: DueNotice, nowSeconds: number): Promise<void> {
  try {
    await tellOne(worker, notice, nowSeconds);
  } catch (error) {
    if (error instanceof UnavailableError) throw error;
    worker.log.error("notice_not_written_now", { event: notice.eventId.toString() }, error);
    await worker.database.asService((tx) => putNoticeOff(tx, notice.eventId, nowSeconds + RETRY_SECONDS));
  }
}

function tellOne({ database, approvedAt }: NoticeWorker, { eventId, sub, kind }: DueNotice, nowSeconds: number): Promise<void> {
  if (sub === null) return database.asService((tx) => endNotice(tx, eventId, "nobody"));
  return database.asTrader(sub, async (tx) => {
    if (!(await lockNotice(tx, eventId))) return;
    const event = await readEvent(tx, eventId);
    if (event === null) return endNotice(tx, eventId, "nobody");
    const words = wordsOfEvent(kind);
    const decision = decideTelling(words.telling, { ...event, nowSeconds });
    if (typeof decision === "object") return putNoticeOff(tx, eventId, decision.waitUntilSeconds);
    if (decision !== "mail") return endNotice(tx, eventId, decision);
    const readers = await readersOf(tx, sub, words, nowSeconds);
    if (readers.length > 0)
      await write(tx, { sub, words, event, readers, more: deskLines(kind, event.detail), origin: approvedAt.origin, nowSeconds });
    return endNotice(tx, eventId, readers.length > 0 ? "mailed" : "nobody");
  });
}

/** The present address stands first; those that were replaced lately are told only of what they may have to stop. */
async function readersOf(tx: Transaction, sub: string, { telling }: EventWords, nowSeconds: number): Promise<readonly string[]> {
  const known = await addressesToTell(tx, sub, nowSeconds);
  return telling.isMailed && telling.to === "every" ? known : known.slice(0, 1);
}

interface Writing {
  readonly sub: string;
  readonly words: EventWords;
  readonly event: ToldEvent;
  readonly readers: readonly string[];
  readonly more: readonly string[];
  readonly origin: string;
  readonly nowSeconds: number;
}

/** Each reader gets a link of their own. */
async function write(tx: Transaction, { sub, words, event, readers, more, origin, nowSeconds }: Writing): Promise<void> {
  const phrase = await ensurePhrase(tx, sub, nowSeconds);
  for (const to of readers) {
    const freezeUrl = `${origin}/freeze?token=${await makeFreezeToken(tx, sub, nowSeconds)}`;
    await queueMail(tx, { to, ...noticeText({ words, ...event, more, phrase, freezeUrl, securityUrl: `${origin}/security` }) }, nowSeconds);
  }
}
