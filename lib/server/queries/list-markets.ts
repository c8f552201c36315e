// The markets screen's query.
import "server-only";
import type { MarketListDto } from "@/lib/contracts/markets";
import { listPairs } from "@/lib/server/market/list-pairs";
import { services, type Services } from "@/lib/server/services";

/** Every pair of the index, the most liquid first. Throws UnavailableError("database") on an outage. */
export async function listMarkets(parts: Pick<Services, "database" | "clock"> = services()): Promise<MarketListDto> {
  return parts.database.asService((tx) => listPairs(tx, parts.clock.nowSeconds()));
}
