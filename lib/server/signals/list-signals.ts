// What was raised for a trader, newest first, a page at a time.
import "server-only";
import type { SignalEventDto, SignalEventsDto } from "@/lib/contracts/signals";
import { isUuid } from "@/lib/ground/is-uuid";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { timeText } from "@/lib/server/postgres/time-text";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import type { SignalParts } from "./signal-parts";

const PAGE = 50;
const CURSOR = /^(\d{1,11})\.([0-9a-f-]{36})$/;

/** Which signals. */
export interface SignalFilter {
  /** Where the page before ended, as that page said; null for the newest. */
  readonly cursor: string | null;
  readonly isUnread: boolean;
  readonly ruleId: string | null;
}

interface Raw extends Omit<SignalEventDto, "raisedAt"> {
  readonly raisedAtSeconds: bigint;
}

/** One page, and how many are unread in all. Throws RefusalError `invalid_request` for a cursor or a rule that is no text of ours. */
export async function listSignals(
  trader: Pick<Trader, "sub">,
  { cursor, isUnread, ruleId }: SignalFilter,
  parts: SignalParts = services(),
): Promise<SignalEventsDto> {
  const place = cursor === null ? null : CURSOR.exec(cursor);
  if ((cursor !== null && !(place && isUuid(place[2] ?? ""))) || (ruleId !== null && !isUuid(ruleId)))
    throw new RefusalError({ code: "invalid_request", detail: "This address of a list is not one of ours." });
  return parts.database.asTrader(trader.sub, async (tx) => {
    const rows = await tx.query<Raw>(
      `SELECT e.id, e.rule_id AS "ruleId", r.name AS "ruleName", e.happened, e.action, extract(epoch FROM e.raised_at)::int8 AS "raisedAtSeconds",
              e.read_at IS NOT NULL AS "isRead", e.retracted_at IS NOT NULL AS "isTakenBack", nullif(f.label, '') AS "walletLabel"
         FROM holdfast.signal_events e
         JOIN holdfast.signal_rules r ON r.id = e.rule_id
         LEFT JOIN holdfast.follows f ON f.trader = e.trader AND f.wallet = e.happened ->> 'wallet'
        WHERE e.trader = $1 AND ($2::int8 IS NULL OR (e.raised_at, e.id) < (to_timestamp($2::int8), $3::uuid))
          AND (NOT $4 OR e.read_at IS NULL) AND ($5::uuid IS NULL OR e.rule_id = $5)
        ORDER BY e.raised_at DESC, e.id DESC LIMIT ${(PAGE + 1).toString()}`,
      [trader.sub, place?.[1] ?? null, place?.[2] ?? null, isUnread, ruleId],
    );
    const [unread] = await tx.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM holdfast.signal_events WHERE trader = $1 AND read_at IS NULL AND retracted_at IS NULL",
      [trader.sub],
    );
    const page = rows.slice(0, PAGE);
    const last = page.at(-1);
    return {
      events: page.map(({ raisedAtSeconds, ...event }) => ({ ...event, raisedAt: timeText(Number(raisedAtSeconds)) })),
      unread: unread?.count ?? 0,
      nextCursor: rows.length > PAGE && last ? `${last.raisedAtSeconds.toString()}.${last.id}` : null,
    };
  });
}
