// Unlinking takes a wallet from sight. It needs no proof: nothing hangs on it.
import "server-only";
import { isUuid } from "@/lib/ground/is-uuid";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import type { Trader } from "@/lib/server/session/trader";
import type { WalletParts } from "./wallet-parts";

/** Unlinks the trader's wallet, at once. Throws RefusalError `not_found` for an unknown id, another trader's, and one that is unlinked already. */
export async function unlinkWallet(
  trader: Pick<Trader, "sub" | "sessionId">,
  id: string,
  parts: Pick<WalletParts, "database" | "clock"> = services(),
): Promise<void> {
  if (!isUuid(id)) throw new RefusalError({ code: "not_found" });
  const nowSeconds = parts.clock.nowSeconds();
  await parts.database.asTrader(trader.sub, async (tx) => {
    const [gone] = await tx.query<{ id: string }>(
      "UPDATE holdfast.linked_wallets SET unlinked_at = to_timestamp($2) WHERE id = $1 AND unlinked_at IS NULL RETURNING id",
      [id, nowSeconds],
    );
    if (gone === undefined) throw new RefusalError({ code: "not_found" });
    await recordSecurityEvent(
      tx,
      { kind: "wallet_unlinked", sub: trader.sub, sessionId: trader.sessionId, detail: { walletId: id } },
      nowSeconds,
    );
  });
}
