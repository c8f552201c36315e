// What a trade was worth, by the market's index: dollar tokens count as dollars, everything else by its price of the last day.
import type { OrderTerms } from "@/lib/orders/order-terms";
import { type Leg, usdValueOf } from "@/lib/orders/usd-value";
import type { Transaction } from "@/lib/server/postgres/database";
import { pathOfOrder } from "./calls-of-order";

interface Row {
  readonly address: string;
  readonly decimals: number;
  readonly is_usd_anchor: boolean;
  readonly usd_e18: string | null;
}

const PRICES = `
  SELECT t.address, t.decimals, t.is_usd_anchor,
         (SELECT p.usd_e18::text FROM holdfast.token_prices p
           WHERE p.network = t.network AND p.token = t.address
             AND p.hour_at <= to_timestamp($3) AND p.hour_at > to_timestamp($3) - interval '1 day'
           ORDER BY p.hour_at DESC LIMIT 1) AS usd_e18
    FROM holdfast.market_tokens t WHERE t.network = $1 AND t.address = ANY ($2)`;

/** US dollars with 8 decimals, or null when the index does not know. */
export async function worthOfTrade(
  tx: Transaction,
  terms: OrderTerms,
  receivedBaseUnits: bigint,
  nowSeconds: number,
): Promise<bigint | null> {
  const path = pathOfOrder(terms);
  const rows = await tx.query<Row>(PRICES, [terms.network, [path.at(0), path.at(-1)], nowSeconds]);
  const legOf = (token: string | undefined, amountBaseUnits: bigint): Leg | null => {
    const row = rows.find(({ address }) => address === token);
    if (row === undefined) return null;
    const usdE18 = row.usd_e18 === null ? null : BigInt(row.usd_e18);
    return { amountBaseUnits, decimals: row.decimals, isUsdAnchor: row.is_usd_anchor, usdE18 };
  };
  return usdValueOf(legOf(path.at(0), BigInt(terms.payAmount)), legOf(path.at(-1), receivedBaseUnits));
}
