// Candles of one pair, for its page and its route.
import "server-only";
import type { CandleQuery, CandlesDto } from "@/lib/contracts/markets";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { readCandles } from "@/lib/server/market/read-candles";
import { services, type Services } from "@/lib/server/services";
import { pairOfPath } from "./pair-of-path";

/** What `query` asks for of the pair. Throws RefusalError `not_found` for a pair that is not there. */
export async function listCandles(pairId: string, query: CandleQuery, parts: Pick<Services, "database"> = services()): Promise<CandlesDto> {
  const id = pairOfPath(pairId);
  const candles = await parts.database.asService((tx) => readCandles(tx, id, query));
  if (candles === null) throw new RefusalError({ code: "not_found" });
  return candles;
}
