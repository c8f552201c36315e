// A trader's withdrawals, page by page, by key instead of by offset, so that a new one neither repeats nor pushes out what is being read.
import "server-only";
import type { WithdrawalListDto } from "@/lib/contracts/withdrawals";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { parseWithdrawalCursor, writeWithdrawalCursor } from "./withdrawal-cursor";
import { withdrawalDtos } from "./withdrawal-dto";
import type { WithdrawalParts } from "./withdrawal-parts";
import { findWithdrawals } from "./withdrawal-row";

/** Withdrawals on one page. */
export const WITHDRAWAL_PAGE_SIZE = 25;

/** The page that follows `cursor` (null: the newest), newest first. Throws RefusalError `invalid_request` for a cursor that is not ours. */
export async function listWithdrawals(
  trader: Pick<Trader, "sub">,
  cursor: string | null,
  parts: WithdrawalParts = services(),
): Promise<WithdrawalListDto> {
  const after = cursor === null ? null : parseWithdrawalCursor(cursor);
  if (cursor !== null && after === null) throw new RefusalError({ code: "invalid_request", detail: "This cursor is not one of ours." });
  return parts.database.asTrader(trader.sub, async (tx) => {
    const rows = await findWithdrawals(tx, trader.sub, after, WITHDRAWAL_PAGE_SIZE + 1);
    const page = rows.slice(0, WITHDRAWAL_PAGE_SIZE);
    const last = rows.length > WITHDRAWAL_PAGE_SIZE ? page.at(-1) : undefined;
    return {
      withdrawals: await withdrawalDtos(tx, page, parts.clock.nowSeconds()),
      nextCursor: last === undefined ? null : writeWithdrawalCursor(last),
    };
  });
}
