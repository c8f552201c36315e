// One swap as everything behind it sees it: oriented, priced and valued.
import "server-only";
import type { PricedToken } from "@/lib/market/price-paths";

/** A swap with what the rules made of it. Prices have 18 decimals, US dollars 8, amounts are base units. */
export interface Trade {
  readonly blockNumber: bigint;
  readonly logIndex: number;
  readonly txHash: string;
  readonly atSeconds: number;
  readonly pairId: number;
  readonly wallet: string;
  readonly isBuy: boolean;
  readonly baseUnits: bigint;
  readonly quoteUnits: bigint;
  readonly priceE18: bigint;
  readonly usdValue: bigint | null;
  readonly reserve0: bigint;
  readonly reserve1: bigint;
  readonly paid: PricedToken;
  readonly paidUnits: bigint;
  readonly received: PricedToken;
  readonly receivedUnits: bigint;
}
