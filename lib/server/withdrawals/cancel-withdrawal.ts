// A trader takes a withdrawal back. The worker moves the same row to "submitted" before it sends, so of the two exactly one wins.
import "server-only";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import { invariant } from "@/lib/ground/invariant";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { canCancel, stateAt } from "@/lib/withdrawals/judge-state";
import { timeText } from "@/lib/server/postgres/time-text";
import type { WithdrawalState } from "@/lib/withdrawals/withdrawal-state";
import { bookRelease } from "./book-hold";
import { withdrawalDto } from "./withdrawal-dto";
import type { WithdrawalParts } from "./withdrawal-parts";
import { findWithdrawal, moveTo, type WithdrawalRow } from "./withdrawal-row";

const WHY_NOT: Readonly<Partial<Record<WithdrawalState, string>>> = {
  submitted: "It was already sent to the network.",
  settled: "It has already arrived.",
  expired: "Its time has passed. Nothing was put aside for it.",
  failed: "It failed, and its money is back.",
};

/**
 * Cancels before submission; what was put aside is available again. Cancelling a cancelled one answers the same again. Throws RefusalError:
 * `not_found`, `not_cancellable`.
 */
export async function cancelWithdrawal(
  trader: Pick<Trader, "sub">,
  id: string,
  parts: WithdrawalParts = services(),
): Promise<WithdrawalDto> {
  const nowSeconds = parts.clock.nowSeconds();
  return parts.database.asTrader(trader.sub, async (tx) => {
    await lockTrader(tx, "withdrawals", trader.sub);
    const row = await findWithdrawal(tx, id, "lock");
    if (row === null) throw new RefusalError({ code: "not_found" });
    const state = stateAt(row, nowSeconds);
    if (state === "cancelled") return withdrawalDto(tx, row, nowSeconds);
    const detail = WHY_NOT[state];
    if (!canCancel(state)) throw new RefusalError({ code: "not_cancellable", ...(detail === undefined ? {} : { detail }) });
    if (state === "approved") await bookRelease(tx, row.terms, nowSeconds);
    await moveTo(tx, row.terms, "cancelled", timeText(nowSeconds), null);
    return withdrawalDto(tx, cancelled(await findWithdrawal(tx, row.id, "read")), nowSeconds);
  });
}

function cancelled(row: WithdrawalRow | null): WithdrawalRow {
  invariant(row?.state === "cancelled", "a cancelled withdrawal reads as cancelled");
  return row;
}
