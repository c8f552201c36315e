// Ending a follow. Nothing of it is kept: it was only ever the trader's own list.
import "server-only";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { walletOfPath } from "./wallet-of-path";
import type { WalletParts } from "./wallet-parts";

/** Removes the trader's follow. Throws RefusalError: `invalid_request` (no address), `not_found` (not followed by this trader). */
export async function unfollowWallet(
  trader: Pick<Trader, "sub">,
  address: string,
  parts: Pick<WalletParts, "database"> = services(),
): Promise<void> {
  const wallet = walletOfPath(address);
  const removed = await parts.database.asTrader(trader.sub, (tx) =>
    tx.query("DELETE FROM holdfast.follows WHERE wallet = $1 RETURNING wallet", [wallet]),
  );
  if (removed.length === 0) throw new RefusalError({ code: "not_found" });
}
