// The portfolio of one trader: balances and costs from the ledger, prices from the chain, valued by the market's rules.
import "server-only";
import type { PortfolioDto } from "@/lib/contracts/portfolio";
import { portfolioDto } from "./portfolio-dto";
import { readValuation, type ValuationParts } from "./read-valuation";

/** Reads and values what `sub` owns at `nowSeconds`. The chain being down only costs prices; the database being down throws UnavailableError. */
export async function readPortfolio(parts: ValuationParts, sub: string, nowSeconds: number): Promise<PortfolioDto> {
  return portfolioDto(await readValuation(parts, sub, nowSeconds), nowSeconds);
}
