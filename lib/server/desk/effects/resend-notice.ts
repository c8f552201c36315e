// A trader who says that a mail never came gets the same words again, to the addresses that we know and to no other.
import "server-only";
import { RESENT_EVENT_AGE_SECONDS_MAX } from "@/lib/desk/desk-act";
import { timeInWords } from "@/lib/notices/notice-text";
import { wordsOfEvent } from "@/lib/notices/event-words";
import type { Transaction } from "@/lib/server/postgres/database";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import type { ActSubject, DeskEffect } from "./desk-effect";

const EVENT_ID = /^[1-9]\d{0,17}$/;

interface ToldEvent {
  readonly kind: string;
  readonly atSeconds: number;
}

async function findEvent(tx: Transaction, { trader, subjectId }: ActSubject): Promise<ToldEvent | null> {
  if (!EVENT_ID.test(subjectId)) return null;
  const [row] = await tx.query<ToldEvent>(
    `SELECT kind, extract(epoch FROM at)::float8 AS "atSeconds" FROM holdfast.security_events WHERE sub = $1 AND id = $2::bigint`,
    [trader, subjectId],
  );
  return row ?? null;
}

/** Sends it again. `not_found` for an event that is not this trader's; `conflict` for one that is never mailed or too old. */
export const resendNotice: DeskEffect = {
  waitSeconds: null,
  judge: async (tx, subject, nowSeconds) => {
    const event = await findEvent(tx, subject);
    if (event === null) return { code: "not_found" };
    if (!wordsOfEvent(event.kind).telling.isMailed || event.kind.startsWith("desk_"))
      return { code: "conflict", detail: "This event is one that is not mailed." };
    const isOld = nowSeconds - event.atSeconds > RESENT_EVENT_AGE_SECONDS_MAX;
    return isOld ? { code: "conflict", detail: "This event is more than 90 days old." } : null;
  },
  carryOut: async (tx, request, _parts, nowSeconds) => {
    const event = await findEvent(tx, request);
    if (event === null) return;
    const detail = { of: event.kind, at: timeInWords(event.atSeconds), request: request.id };
    await recordSecurityEvent(tx, { kind: "desk_notice_repeated", sub: request.trader, sessionId: null, detail }, nowSeconds);
  },
};
