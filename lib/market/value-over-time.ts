// What holdings were worth at moments of the past. Where a price is missing the value is missing: a gap is never filled and never zero.
import { USD_DECIMALS } from "@/lib/money/base-units";
import { multiplyByPrice } from "@/lib/money/multiply-by-price";

/** One asset at one moment: what was owned then, and its price in US dollars with `priceDecimals` decimals, null when none was known. */
export interface BalanceAt {
  readonly atSeconds: number;
  readonly amountBaseUnits: bigint;
  readonly decimals: number;
  readonly priceUnits: bigint | null;
  readonly priceDecimals: number;
}

/** A value in US dollars with USD_DECIMALS decimals; null where something that was owned had no price. */
export interface ValueAt {
  readonly atSeconds: number;
  readonly usdUnits: bigint | null;
}

/** Sums what each moment of `atSeconds` holds. What is not owned needs no price; owning nothing is worth zero. */
export function valueOverTime(atSeconds: readonly number[], balances: readonly BalanceAt[]): readonly ValueAt[] {
  const values = new Map<number, bigint | null>(atSeconds.map((at) => [at, 0n]));
  for (const balance of balances) {
    const sum = values.get(balance.atSeconds);
    if (sum === undefined || sum === null || balance.amountBaseUnits === 0n) continue;
    const worth = worthOf(balance);
    values.set(balance.atSeconds, worth === null ? null : sum + worth);
  }
  return atSeconds.map((at) => ({ atSeconds: at, usdUnits: values.get(at) ?? null }));
}

const worthOf = ({ amountBaseUnits, decimals, priceUnits, priceDecimals }: BalanceAt): bigint | null =>
  priceUnits === null
    ? null
    : multiplyByPrice({ units: amountBaseUnits, decimals }, { units: priceUnits, decimals: priceDecimals }, USD_DECIMALS, "half_even");
