// Lots and closes as the API speaks them.
import "server-only";
import type { CloseDto, LotDto } from "@/lib/contracts/position";
import type { Close, Lot } from "@/lib/market/fifo-cost";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { formatAmount } from "@/lib/money/format-amount";
import { multiplyByPrice, type Scaled } from "@/lib/money/multiply-by-price";
import { usdText } from "./usd-text";

const timeText = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** A lot with what it is worth at `price` per whole unit, null while there is none. */
export function lotDto(lot: Lot, decimals: number, price: Scaled | null): LotDto {
  const value = price === null ? null : multiplyByPrice({ units: lot.amountBaseUnits, decimals }, price, USD_DECIMALS, "half_even");
  return {
    openedAt: timeText(lot.openedAtSeconds),
    reference: lot.reference,
    amount: formatAmount(lot.amountBaseUnits, decimals),
    cost: usdText(lot.costUsdUnits),
    value: usdText(value),
    gain: value === null || lot.costUsdUnits === null ? null : usdText(value - lot.costUsdUnits),
  };
}

/** What was closed of a lot. */
export const closeDto = (close: Close, decimals: number): CloseDto => ({
  kind: close.kind,
  closedAt: timeText(close.atSeconds),
  openedAt: close.openedAtSeconds === null ? null : timeText(close.openedAtSeconds),
  reference: close.reference,
  amount: formatAmount(close.amountBaseUnits, decimals),
  cost: usdText(close.costUsdUnits),
  proceeds: usdText(close.proceedsUsdUnits),
  gain: usdText(close.gainUsdUnits),
});
