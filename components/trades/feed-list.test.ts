import { describe, expect, it } from "vitest";
import type { SwapRowDto } from "@/lib/contracts/swap-list";
import { feedList, ROWS_KEPT_MAX, showWaiting, withoutTrade, withPage, withTrade } from "./feed-list";

const trade = (seq: number) => ({ seq: String(seq) }) as SwapRowDto;
const page = (from: number, to: number, nextCursor: string | null = null) => ({
  rows: Array.from({ length: from - to + 1 }, (_, at) => trade(from - at)),
  nextCursor,
});
const seqs = (rows: readonly SwapRowDto[]) => rows.map(({ seq }) => Number(seq));

describe("the list of the feed", () => {
  it("lets what came in wait, newest first and once, and then shows it on top", () => {
    const list = [11, 12, 12, 10].reduce((before, seq) => withTrade(before, trade(seq)), feedList(page(10, 8, "8")));
    expect(seqs(list.waiting)).toEqual([12, 11]);
    expect(seqs(list.first.rows)).toEqual([10, 9, 8]);
    const shown = showWaiting(list);
    expect([seqs(shown.first.rows), shown.first.nextCursor, shown.waiting]).toEqual([[12, 11, 10, 9, 8], "8", []]);
    expect(showWaiting(shown)).toBe(shown);
  });

  it("does not start the table over for a further page, and keeps that page when it does", () => {
    const list = feedList(page(10, 8, "8"));
    const longer = withPage(list, page(8, 5, null));
    expect(longer.first).toBe(list.first);
    const shown = showWaiting(withTrade(longer, trade(11)));
    expect([seqs(shown.first.rows), shown.first.nextCursor]).toEqual([[11, 10, 9, 8, 7, 6, 5], null]);
  });

  it("takes back what is shown or waits, and nothing for what it never had", () => {
    const list = withTrade(feedList(page(10, 8)), trade(11));
    expect(withoutTrade(list, "99")).toBe(list);
    const fewer = withoutTrade(withoutTrade(list, "11"), "9");
    expect([fewer.waiting, seqs(fewer.first.rows), fewer.takenBack]).toEqual([[], [10, 8], 2]);
  });

  it("keeps no more rows than a day needs, and reads the rest again", () => {
    const shown = showWaiting(withTrade(feedList(page(ROWS_KEPT_MAX + 9, 10, null)), trade(ROWS_KEPT_MAX + 10)));
    expect(shown.first.rows).toHaveLength(ROWS_KEPT_MAX);
    expect(shown.first.nextCursor).toBe("11");
  });
});
