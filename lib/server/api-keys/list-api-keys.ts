// The keys of a trader for their page and route.
import "server-only";
import type { ApiKeyListDto } from "@/lib/contracts/api-keys";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import type { KeyParts } from "./key-parts";
import { findKeys, keyDto } from "./key-row";

/** Every key that is not revoked, newest first, and drafts that can still be approved. Nothing of a secret is among it. */
export async function listApiKeys(trader: Pick<Trader, "sub">, parts: KeyParts = services()): Promise<ApiKeyListDto> {
  const nowSeconds = parts.clock.nowSeconds();
  const rows = await parts.database.asTrader(trader.sub, (tx) => findKeys(tx, nowSeconds));
  return { keys: rows.map((row) => keyDto(row, nowSeconds)) };
}
