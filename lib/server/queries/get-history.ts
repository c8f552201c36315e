// The value chart's query. It asks for the trader itself, whoever asked before.
import "server-only";
import type { PortfolioDto } from "@/lib/contracts/portfolio";
import type { HistoryDto, HistoryRange } from "@/lib/contracts/portfolio-history";
import { services } from "@/lib/server/services";
import { requireTrader } from "@/lib/server/session/require-trader";
import { type HistoryScope, readHistory } from "./read-history";

/**
 * The signed-in trader's value over `range`, of everything or of one position, ending in what `portfolio` says of its own moment.
 * Throws RefusalError without a session and UnavailableError("database") on an outage.
 */
export async function getHistory(range: HistoryRange, portfolio: PortfolioDto, scope: HistoryScope | null = null): Promise<HistoryDto> {
  const { sub } = await requireTrader();
  const nowSeconds = Math.floor(Date.parse(portfolio.asOf) / 1_000);
  return readHistory({ database: services().database }, sub, { range, scope, nowSeconds, liveValue: liveValueOf(portfolio, scope) });
}

function liveValueOf({ total, positions }: PortfolioDto, scope: HistoryScope | null): string | null {
  if (scope === null) return total;
  const position = positions.find(({ network, asset }) => network === scope.network && asset === scope.asset);
  return position === undefined ? "0" : position.value;
}
