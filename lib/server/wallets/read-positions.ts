// What a wallet still holds of what it was seen buying, at the index's last prices.
import "server-only";
import type { WalletPositionDto } from "@/lib/contracts/wallets";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { formatAmount } from "@/lib/money/format-amount";
import { multiplyByPrice } from "@/lib/money/multiply-by-price";
import type { Transaction } from "@/lib/server/postgres/database";

interface PositionRow {
  readonly network: string;
  readonly symbol: string;
  readonly decimals: number;
  readonly amount: string;
  readonly cost: string;
  readonly opened_at: Date;
  readonly usd_e18: string | null;
}

const PRICE_DECIMALS = 18;

/** Open positions of the wallet, the dearest to have bought first. A token without a price keeps its cost and has no value. */
export async function readPositions(tx: Transaction, wallet: string, networks: readonly string[]): Promise<readonly WalletPositionDto[]> {
  const rows = await tx.query<PositionRow>(
    `SELECT l.network, t.symbol, t.decimals, l.amount, l.cost, l.opened_at, p.usd_e18
       FROM (SELECT network, token, sum(amount_left) AS amount, sum(cost_left) AS cost, min(opened_at) AS opened_at
               FROM holdfast.wallet_lots
              WHERE wallet = $1 AND network = ANY($2::text[])
              GROUP BY network, token) l
       JOIN holdfast.market_tokens t ON t.network = l.network AND t.address = l.token
       LEFT JOIN LATERAL (SELECT usd_e18 FROM holdfast.token_prices p
                           WHERE p.network = l.network AND p.token = l.token ORDER BY hour_at DESC LIMIT 1) p ON true
      ORDER BY l.cost DESC, l.network, l.token`,
    [wallet, networks],
  );
  return rows.map(toDto);
}

function toDto({ network, symbol, decimals, amount, cost, opened_at, usd_e18 }: PositionRow): WalletPositionDto {
  const price = usd_e18 === null ? null : { units: BigInt(usd_e18), decimals: PRICE_DECIMALS };
  const value = price === null ? null : multiplyByPrice({ units: BigInt(amount), decimals }, price, USD_DECIMALS, "half_even");
  const usd = (units: bigint): string => formatAmount(units, USD_DECIMALS);
  return {
    ...{ network, symbol, amount: formatAmount(BigInt(amount), decimals), costUsd: usd(BigInt(cost)) },
    valueUsd: value === null ? null : usd(value),
    unrealisedUsd: value === null ? null : usd(value - BigInt(cost)),
    openedAt: opened_at.toISOString(),
  };
}
