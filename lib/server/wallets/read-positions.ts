// What a wallet still holds of what it was seen buying, at the index's prices of now.
import "server-only";
import type { WalletPositionDto } from "@/lib/contracts/wallets";
import { INDEX_PRICE_DECIMALS } from "@/lib/market/execution-price";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { formatAmount } from "@/lib/money/format-amount";
import { multiplyByPrice } from "@/lib/money/multiply-by-price";
import { tokenPricesUsd } from "@/lib/server/market/token-prices-usd";
import type { Transaction } from "@/lib/server/postgres/database";

interface PositionRow {
  readonly network: string;
  readonly token: string;
  readonly symbol: string;
  readonly decimals: number;
  readonly amount: string;
  readonly cost: string;
  readonly opened_at: Date;
}

/** Open positions of the wallet, the dearest to have bought first. A token without a price keeps its cost and has no value. */
export async function readPositions(tx: Transaction, wallet: string, networks: readonly string[]): Promise<readonly WalletPositionDto[]> {
  const rows = await tx.query<PositionRow>(
    `SELECT l.network, l.token, t.symbol, t.decimals, l.amount, l.cost, l.opened_at
       FROM (SELECT network, token, sum(amount_left) AS amount, sum(cost_left) AS cost, min(opened_at) AS opened_at
               FROM holdfast.wallet_lots WHERE wallet = $1 AND network = ANY($2::text[]) GROUP BY network, token) l
       JOIN holdfast.market_tokens t ON t.network = l.network AND t.address = l.token
      ORDER BY l.cost DESC, l.network, l.token`,
    [wallet, networks],
  );
  const prices = new Map<string, ReadonlyMap<string, bigint>>();
  for (const network of new Set(rows.map((row) => row.network))) prices.set(network, await tokenPricesUsd(tx, network));
  return rows.map((row) => toDto(row, prices.get(row.network)?.get(row.token) ?? null));
}

function toDto({ network, symbol, decimals, amount, cost, opened_at }: PositionRow, usdE18: bigint | null): WalletPositionDto {
  const price = usdE18 === null ? null : { units: usdE18, decimals: INDEX_PRICE_DECIMALS };
  const value = price === null ? null : multiplyByPrice({ units: BigInt(amount), decimals }, price, USD_DECIMALS, "half_even");
  const usd = (units: bigint): string => formatAmount(units, USD_DECIMALS);
  return {
    ...{ network, symbol, amount: formatAmount(BigInt(amount), decimals), costUsd: usd(BigInt(cost)) },
    valueUsd: value === null ? null : usd(value),
    unrealisedUsd: value === null ? null : usd(value - BigInt(cost)),
    openedAt: opened_at.toISOString(),
  };
}
