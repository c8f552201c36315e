// What one wallet traded, newest first.
import "server-only";
import type { SwapListDto } from "@/lib/contracts/swap-list";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { listSwaps } from "@/lib/server/market/list-swaps";
import { services } from "@/lib/server/services";
import { walletOfPath } from "./wallet-of-path";
import type { WalletParts } from "./wallet-parts";

/** One page of the wallet's trades after `cursor` (null: the newest). Throws RefusalError `invalid_request` for no address and a strange cursor. */
export async function listWalletTrades(
  address: string,
  cursor: string | null,
  parts: Pick<WalletParts, "database"> = services(),
): Promise<SwapListDto> {
  const wallet = walletOfPath(address);
  const page = await parts.database.asService((tx) => listSwaps(tx, { wallet }, cursor));
  if (!page.ok) throw new RefusalError({ code: "invalid_request", detail: "This cursor is not one of ours." });
  return page.value;
}
