// What a trader's holdings are worth. A missing price stays missing, up to the total: a sum that leaves something out is not a total.
import { USD_DECIMALS } from "@/lib/money/base-units";
import { type Scaled, multiplyByPrice } from "@/lib/money/multiply-by-price";
import type { CostBasis } from "./fifo-cost";

/** One asset as the ledger knows it. `amountBaseUnits` includes what is held for withdrawals. */
export interface Holding {
  readonly asset: string;
  readonly network: string;
  readonly decimals: number;
  readonly amountBaseUnits: bigint;
  readonly heldBaseUnits: bigint;
  readonly basis: CostBasis;
  readonly price: Scaled | null;
}

/** A holding with what it is worth, in US dollars with USD_DECIMALS decimals. */
export interface Position extends Holding {
  readonly valueUsdUnits: bigint | null;
  readonly costBasisUsdUnits: bigint | null;
  readonly unrealisedPnlUsdUnits: bigint | null;
}

/** Sums are null as soon as one part of them is not known. Realised profit and fees count what is no longer owned too. */
export interface Valuation {
  readonly totalUsdUnits: bigint | null;
  readonly costBasisUsdUnits: bigint | null;
  readonly unrealisedPnlUsdUnits: bigint | null;
  readonly realisedPnlUsdUnits: bigint | null;
  readonly feesUsdUnits: bigint | null;
  readonly positions: readonly Position[];
}

/** Values holdings: the dearest first, those without a price last, equal ones by name. Holdings of nothing are no positions. */
export function valuePortfolio(holdings: readonly Holding[]): Valuation {
  const positions = holdings.filter((holding) => holding.amountBaseUnits > 0n).map(valueHolding);
  return {
    totalUsdUnits: sumOf(positions, (position) => position.valueUsdUnits),
    costBasisUsdUnits: sumOf(positions, (position) => position.costBasisUsdUnits),
    unrealisedPnlUsdUnits: sumOf(positions, (position) => position.unrealisedPnlUsdUnits),
    realisedPnlUsdUnits: sumOf(holdings, ({ basis }) => basis.realisedUsdUnits),
    feesUsdUnits: sumOf(holdings, ({ basis }) => basis.feesUsdUnits),
    positions: positions.sort(byValue),
  };
}

/** Values one holding, whether any of it is left or not. */
export function valueHolding(holding: Holding): Position {
  const { amountBaseUnits, decimals, price } = holding;
  const value = price === null ? null : multiplyByPrice({ units: amountBaseUnits, decimals }, price, USD_DECIMALS, "half_even");
  const costBasis = costOf(holding);
  return {
    ...holding,
    valueUsdUnits: value,
    costBasisUsdUnits: costBasis,
    unrealisedPnlUsdUnits: value === null || costBasis === null ? null : value - costBasis,
  };
}

/** Unknown too when the lots are not what is owned: a cost of something else would look like this one's. */
function costOf({ amountBaseUnits, basis }: Holding): bigint | null {
  const inLots = basis.lots.reduce((sum, lot) => sum + lot.amountBaseUnits, 0n);
  return inLots === amountBaseUnits ? basis.costUsdUnits : null;
}

function sumOf<Part>(parts: readonly Part[], figureOf: (part: Part) => bigint | null): bigint | null {
  let total = 0n;
  for (const part of parts) {
    const figure = figureOf(part);
    if (figure === null) return null;
    total += figure;
  }
  return total;
}

function byValue(left: Position, right: Position): number {
  const [leftValue, rightValue] = [left.valueUsdUnits ?? -1n, right.valueUsdUnits ?? -1n];
  if (leftValue !== rightValue) return leftValue > rightValue ? -1 : 1;
  return `${left.asset} ${left.network}` < `${right.asset} ${right.network}` ? -1 : 1;
}
