// One position with everything that explains its figures.
import "server-only";
import type { PositionDetailDto } from "@/lib/contracts/position";
import { divideRounded } from "@/lib/money/divide-rounded";
import { closeDto, lotDto } from "./lot-dto";
import { portfolioDto, positionDto } from "./portfolio-dto";
import { readActivity } from "./read-activity";
import type { HistoryScope } from "./read-history";
import { readValuation, type ValuationParts } from "./read-valuation";
import { usdText } from "./usd-text";

/** The position of `sub` at `nowSeconds`; null for what the trader never had, and for what does not exist. Outages throw as in readValuation. */
export async function readPosition(
  parts: ValuationParts,
  sub: string,
  { network, asset }: HistoryScope,
  nowSeconds: number,
): Promise<PositionDetailDto | null> {
  const valuation = await readValuation(parts, sub, nowSeconds);
  const position = [...valuation.positions, ...valuation.past].find((one) => one.network === network && one.asset === asset);
  if (position === undefined) return null;
  const { decimals, basis, price, amountBaseUnits, costBasisUsdUnits } = position;
  const activity = await readActivity(parts, sub, null, { network, asset });
  const portfolio = portfolioDto(valuation, nowSeconds);
  const hasAverage = costBasisUsdUnits !== null && amountBaseUnits > 0n;
  return {
    portfolio,
    position: positionDto(position, portfolio.total),
    averageCost: hasAverage ? usdText(divideRounded(costBasisUsdUnits * 10n ** BigInt(decimals), amountBaseUnits, "half_even")) : null,
    lots: basis.lots.map((lot) => lotDto(lot, decimals, price)),
    closes: basis.closes.map((close) => closeDto(close, decimals)).reverse(),
    activity: activity.ok ? activity.value.entries : [],
  };
}
