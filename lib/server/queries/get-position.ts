// The query of one position's page. It asks for the trader itself, whoever asked before.
import "server-only";
import type { PositionDetailDto } from "@/lib/contracts/position";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import { requireTrader } from "@/lib/server/session/require-trader";
import { readPosition } from "./read-position";

/** The signed-in trader's position. Throws RefusalError without a session, and `not_found` for what the trader never had. */
export async function getPosition(network: string, asset: string): Promise<PositionDetailDto> {
  const { sub } = await requireTrader();
  const { database, prices, clock } = services();
  const found = await readPosition({ database, prices }, sub, { network, asset }, clock.nowSeconds());
  if (found === null) throw new RefusalError({ code: "not_found" });
  return found;
}
