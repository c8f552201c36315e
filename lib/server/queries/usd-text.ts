// US dollar figures leave the server as exact decimal texts, and what is not known as null.
import "server-only";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { formatAmount } from "@/lib/money/format-amount";

/** Writes US dollars with USD_DECIMALS decimals as a decimal text; null stays null. */
export const usdText = (units: bigint | null): string | null => (units === null ? null : formatAmount(units, USD_DECIMALS));
