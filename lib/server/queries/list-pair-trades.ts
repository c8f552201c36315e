// Trades of one pair, for its page and its route.
import "server-only";
import type { SwapListDto } from "@/lib/contracts/swap-list";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { listSwaps } from "@/lib/server/market/list-swaps";
import { services, type Services } from "@/lib/server/services";
import { pairOfPath } from "./pair-of-path";

/** One page of the pair's trades after `cursor`; a pair that is not there has none. Throws RefusalError `invalid_request` for a strange cursor. */
export async function listPairTrades(
  pairId: string,
  cursor: string | null,
  parts: Pick<Services, "database"> = services(),
): Promise<SwapListDto> {
  const id = pairOfPath(pairId);
  const page = await parts.database.asService((tx) => listSwaps(tx, { pairId: id }, cursor));
  if (!page.ok) throw new RefusalError({ code: "invalid_request", detail: "This cursor is not one of ours." });
  return page.value;
}
