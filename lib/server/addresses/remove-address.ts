// Taking an address off the list needs no proof: it can only keep money in.
import "server-only";
import { isUuid } from "@/lib/ground/is-uuid";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import type { AddressParts } from "./address-parts";

/**
 * Removes the trader's entry, at once and for good; the row stays for what was paid there. A withdrawal to it that nobody has approved yet can
 * no longer be. Throws RefusalError `not_found` for an unknown id, another trader's, a removed one and a text that is no id.
 */
export async function removeAddress(trader: Pick<Trader, "sub">, id: string, parts: AddressParts = services()): Promise<void> {
  const removed = isUuid(id)
    ? await parts.database.asTrader(trader.sub, (tx) =>
        tx.query("UPDATE holdfast.addresses SET removed_at = to_timestamp($2) WHERE id = $1 AND removed_at IS NULL RETURNING id", [
          id,
          parts.clock.nowSeconds(),
        ]),
      )
    : [];
  if (removed.length === 0) throw new RefusalError({ code: "not_found" });
}
