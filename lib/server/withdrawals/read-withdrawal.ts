// One withdrawal for its page and its route.
import "server-only";
import type { WithdrawalDto } from "@/lib/contracts/withdrawals";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { withdrawalDto } from "./withdrawal-dto";
import type { WithdrawalParts } from "./withdrawal-parts";
import { findWithdrawal } from "./withdrawal-row";

/** The trader's withdrawal as it stands now. Throws RefusalError `not_found` for an unknown id, another trader's, and a text that is no id. */
export async function readWithdrawal(trader: Pick<Trader, "sub">, id: string, parts: WithdrawalParts = services()): Promise<WithdrawalDto> {
  return parts.database.asTrader(trader.sub, async (tx) => {
    const row = await findWithdrawal(tx, id, "read");
    if (row === null) throw new RefusalError({ code: "not_found" });
    return withdrawalDto(tx, row, parts.clock.nowSeconds());
  });
}
