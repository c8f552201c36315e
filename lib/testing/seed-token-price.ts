// One hourly price of the index on the test network, written by the roles that do it in the product.
import type { Database } from "@/lib/server/postgres/database";

interface TokenPrice {
  readonly token: string;
  /** Whether the token stands for the network's own coin. */
  readonly wrapsCoin?: boolean;
  readonly isUsdAnchor?: boolean;
  readonly hourSeconds: number;
  readonly usdE18: bigint;
}

/** Writes the price, and the token when it is new. */
export async function seedTokenPrice(
  worker: Database,
  app: Database,
  { token, wrapsCoin = false, isUsdAnchor = false, hourSeconds, usdE18 }: TokenPrice,
): Promise<void> {
  if (wrapsCoin) await worker.asService((tx) => tx.query("UPDATE holdfast.networks SET wrapped_coin = $1 WHERE id = 'testnet'", [token]));
  await app.asService(async (tx) => {
    await tx.query(
      `INSERT INTO holdfast.market_tokens (network, address, symbol, name, decimals, is_usd_anchor) VALUES ('testnet', $1, 'T', 'T', 18, $2)
       ON CONFLICT DO NOTHING`,
      [token, isUsdAnchor],
    );
    await tx.query("INSERT INTO holdfast.token_prices (network, token, hour_at, usd_e18) VALUES ('testnet', $1, to_timestamp($2), $3)", [
      ...[token, hourSeconds, usdE18.toString()],
    ]);
  });
}
