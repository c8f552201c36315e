// One page of a trader's movements, by key instead of by offset, so that new entries neither repeat nor push out what is being read.
import "server-only";
import type { ActivityDto, ActivityEntryDto } from "@/lib/contracts/activity";
import { type Result, accept, refuse } from "@/lib/ground/result";
import { formatAmount } from "@/lib/money/format-amount";
import type { Database } from "@/lib/server/postgres/database";
import { parseActivityCursor, writeActivityCursor } from "./activity-cursor";

/** Entries on one page. */
export const ACTIVITY_PAGE_SIZE = 50;

interface EntryRow {
  readonly id: string;
  readonly occurred_at: Date;
  readonly account_version: bigint;
  readonly kind: string;
  readonly asset: string;
  readonly network: string;
  readonly decimals: number;
  readonly change: string;
  readonly balance_after: string;
  readonly reference: string;
}

// Newest first by when it happened; within a second by the account's own order, then by id, so the order is total and never changes.
const PAGE = (after: string): string => `
  SELECT e.id, e.occurred_at, e.account_version, e.transfer_kind AS kind, e.asset, e.network, s.decimals,
         CASE e.side WHEN 'credit' THEN e.amount ELSE -e.amount END AS change, e.balance_after, t.reference
    FROM holdfast.entries e
    JOIN holdfast.transfers t ON t.id = e.transfer_id
    JOIN holdfast.assets s ON s.asset = e.asset AND s.network = e.network
   WHERE e.trader = $1 AND e.account_kind = 'available' AND ($3::text IS NULL OR (e.network = $3 AND e.asset = $4)) ${after}
   ORDER BY e.occurred_at DESC, e.account_version DESC, e.id DESC
   LIMIT $2`;
const AFTER = "AND (e.occurred_at, e.account_version, e.id) < (to_timestamp($5), $6::bigint, $7::uuid)";

/** The page of `sub`'s activity (of one position when `scope` says so) that follows `cursor` (null: the newest). Refuses `bad_cursor`; an outage throws UnavailableError("database"). */
export async function readActivity(
  parts: { readonly database: Database },
  sub: string,
  cursor: string | null,
  scope: { readonly network: string; readonly asset: string } | null = null,
): Promise<Result<ActivityDto, "bad_cursor">> {
  const place = cursor === null ? null : parseActivityCursor(cursor);
  if (cursor !== null && place === null) return refuse("bad_cursor");
  const after = place === null ? [] : [place.occurredAtSeconds, place.accountVersion, place.id];
  const rows = await parts.database.asTrader(sub, (tx) =>
    tx.query<EntryRow>(PAGE(place === null ? "" : AFTER), [
      sub,
      ACTIVITY_PAGE_SIZE + 1,
      scope?.network ?? null,
      scope?.asset ?? null,
      ...after,
    ]),
  );
  const page = rows.slice(0, ACTIVITY_PAGE_SIZE);
  const last = rows.length > ACTIVITY_PAGE_SIZE ? page.at(-1) : undefined;
  return accept({ entries: page.map(toDto), nextCursor: last === undefined ? null : cursorAt(last) });
}

const toDto = (row: EntryRow): ActivityEntryDto => ({
  id: row.id,
  at: row.occurred_at.toISOString(),
  kind: row.kind,
  asset: row.asset,
  network: row.network,
  amount: formatAmount(BigInt(row.change), row.decimals),
  balanceAfter: formatAmount(BigInt(row.balance_after), row.decimals),
  reference: row.reference,
});

const cursorAt = (row: EntryRow): string =>
  writeActivityCursor({ occurredAtSeconds: row.occurred_at.getTime() / 1_000, accountVersion: row.account_version, id: row.id });
