// The portfolio screen's query. It asks for the trader itself, whoever asked before.
import "server-only";
import type { PortfolioDto } from "@/lib/contracts/portfolio";
import { services } from "@/lib/server/services";
import { requireTrader } from "@/lib/server/session/require-trader";
import { readPortfolio } from "./read-portfolio";

/** The signed-in trader's portfolio, as of now. Throws RefusalError without a session and UnavailableError("database") on an outage. */
export async function getPortfolio(): Promise<PortfolioDto> {
  const { sub } = await requireTrader();
  const { database, prices, clock } = services();
  return readPortfolio({ database, prices }, sub, clock.nowSeconds());
}
