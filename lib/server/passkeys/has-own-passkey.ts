// Whether a trader has a passkey of ours, asked without the pool: it only decides what a page suggests.
import "server-only";
import { sessionParts } from "@/lib/server/session/session-parts";
import type { Trader } from "@/lib/server/session/trader";
import type { PasskeyParts } from "./passkey-parts";
import { listPasskeyRows } from "./passkey-row";

/** True when a passkey was added through us. Whether the pool still lists it is another question. */
export async function hasOwnPasskey(trader: Pick<Trader, "sub">, parts: Pick<PasskeyParts, "database"> = sessionParts()): Promise<boolean> {
  return (await parts.database.asTrader(trader.sub, listPasskeyRows)).length > 0;
}
