// The rows of the feed's screen as they change: what is shown, what waits above it, and what was taken back. Pure, so that its rules have tests.
import type { TablePage } from "@/components/tables/use-pages";
import type { SwapRowDto } from "@/lib/contracts/swap-list";

export interface FeedList {
  /** What the table starts with. It keeps its identity while only further pages are read; the table starts over with a new one. */
  readonly first: TablePage<SwapRowDto>;
  /** Everything that the table shows, further pages included. */
  readonly known: TablePage<SwapRowDto>;
  /** Newest first; not shown yet. */
  readonly waiting: readonly SwapRowDto[];
  readonly takenBack: number;
}

/** More rows than this are not kept for a screen that stands open all day; older ones are read again when they are scrolled to. */
export const ROWS_KEPT_MAX = 2_000;

export const feedList = (first: TablePage<SwapRowDto>): FeedList => ({ first, known: first, waiting: [], takenBack: 0 });

const has = (rows: readonly SwapRowDto[], seq: string): boolean => rows.some((row) => row.seq === seq);
const without = (rows: readonly SwapRowDto[], seq: string): readonly SwapRowDto[] => rows.filter((row) => row.seq !== seq);

/** A trade came in. It waits: only `showWaiting` moves what somebody may be reading. One that is there already changes nothing. */
export function withTrade(list: FeedList, trade: SwapRowDto): FeedList {
  if (has(list.waiting, trade.seq) || has(list.known.rows, trade.seq)) return list;
  return { ...list, waiting: [trade, ...list.waiting].slice(0, ROWS_KEPT_MAX) };
}

/** The chain took a trade back: it is gone, wherever it was; one that was never here changes nothing. */
export function withoutTrade(list: FeedList, seq: string): FeedList {
  const isShown = has(list.known.rows, seq);
  if (!isShown && !has(list.waiting, seq)) return list;
  const known = isShown ? { ...list.known, rows: without(list.known.rows, seq) } : list.known;
  return { first: isShown ? known : list.first, known, waiting: without(list.waiting, seq), takenBack: list.takenBack + 1 };
}

/** A further page was read below what is shown; the table has it already. */
export function withPage(list: FeedList, page: TablePage<SwapRowDto>): FeedList {
  const rows = [...list.known.rows, ...page.rows.filter(({ seq }) => !has(list.known.rows, seq))];
  return { ...list, known: { rows, nextCursor: page.nextCursor } };
}

/** What waited enters at the top. */
export function showWaiting(list: FeedList): FeedList {
  if (list.waiting.length === 0) return list;
  const rows = [...list.waiting, ...list.known.rows];
  const kept = rows.slice(0, ROWS_KEPT_MAX);
  const nextCursor = rows.length > kept.length ? (kept.at(-1)?.seq ?? null) : list.known.nextCursor;
  const first = { rows: kept, nextCursor };
  return { ...list, first, known: first, waiting: [] };
}
