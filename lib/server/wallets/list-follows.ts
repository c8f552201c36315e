// The wallets a trader follows, for screens that filter by them.
import "server-only";
import type { FollowListDto } from "@/lib/contracts/follows";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { findFollows } from "./follow-row";
import type { WalletParts } from "./wallet-parts";

/** Every wallet the trader follows, newest first. Throws UnavailableError("database") on an outage. */
export async function listFollows(trader: Pick<Trader, "sub">, parts: Pick<WalletParts, "database"> = services()): Promise<FollowListDto> {
  return { follows: await parts.database.asTrader(trader.sub, findFollows) };
}
