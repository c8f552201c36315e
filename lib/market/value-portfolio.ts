// What a trader's holdings are worth. A missing price stays missing, up to the total: a sum that leaves something out is not a total.
import { USD_DECIMALS } from "@/lib/money/base-units";
import { type Scaled, multiplyByPrice } from "@/lib/money/multiply-by-price";
import { type Acquired, averageCost } from "./average-cost";

/** One asset as the ledger knows it. `amountBaseUnits` includes what is held for withdrawals. */
export interface Holding {
  readonly asset: string;
  readonly network: string;
  readonly decimals: number;
  readonly amountBaseUnits: bigint;
  readonly heldBaseUnits: bigint;
  readonly acquired: Acquired;
  readonly price: Scaled | null;
}

/** A holding with what it is worth, in US dollars with USD_DECIMALS decimals. */
export interface Position extends Holding {
  readonly valueUsdUnits: bigint | null;
  readonly costBasisUsdUnits: bigint | null;
  readonly unrealisedPnlUsdUnits: bigint | null;
}

export interface Valuation {
  readonly totalUsdUnits: bigint | null;
  readonly positions: readonly Position[];
}

/** Values holdings: the dearest first, those without a price last, equal ones by name. Holdings of nothing are left out. */
export function valuePortfolio(holdings: readonly Holding[]): Valuation {
  const positions = holdings.filter((holding) => holding.amountBaseUnits > 0n).map(valueHolding);
  return { totalUsdUnits: sumOf(positions), positions: positions.sort(byValue) };
}

function valueHolding(holding: Holding): Position {
  const { amountBaseUnits, decimals, price } = holding;
  const value = price === null ? null : multiplyByPrice({ units: amountBaseUnits, decimals }, price, USD_DECIMALS, "half_even");
  const costBasis = averageCost(amountBaseUnits, holding.acquired);
  return {
    ...holding,
    valueUsdUnits: value,
    costBasisUsdUnits: costBasis,
    unrealisedPnlUsdUnits: value === null || costBasis === null ? null : value - costBasis,
  };
}

function sumOf(positions: readonly Position[]): bigint | null {
  let total = 0n;
  for (const { valueUsdUnits } of positions) {
    if (valueUsdUnits === null) return null;
    total += valueUsdUnits;
  }
  return total;
}

function byValue(left: Position, right: Position): number {
  const [leftValue, rightValue] = [left.valueUsdUnits ?? -1n, right.valueUsdUnits ?? -1n];
  if (leftValue !== rightValue) return leftValue > rightValue ? -1 : 1;
  return `${left.asset} ${left.network}` < `${right.asset} ${right.network}` ? -1 : 1;
}
