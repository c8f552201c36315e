// A token's price of an hour is the one that stood after the last fact of that hour.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import type { HourPrices } from "./play-facts";

/** Makes the rows of each of `hours` exactly what it says, also where a price of the first hour is gone by now. */
export async function writeTokenPrices(tx: Transaction, network: string, hours: readonly HourPrices[]): Promise<void> {
  const [first] = hours;
  if (first === undefined) return;
  await tx.query(
    `DELETE FROM holdfast.token_prices WHERE network = $1 AND hour_at = to_timestamp($2) AND NOT (token = ANY ($3::text[]))
        AND token IN (SELECT address FROM holdfast.market_tokens WHERE network = $1)`,
    [network, first.hourAtSeconds, [...first.prices.keys()]],
  );
  const rows = hours.flatMap(({ hourAtSeconds, prices }) => [...prices].map(([token, usdE18]) => ({ hourAtSeconds, token, usdE18 })));
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO holdfast.token_prices (network, token, hour_at, usd_e18)
     SELECT $1, token, to_timestamp(hour_at), usd_e18 FROM unnest($2::text[], $3::bigint[], $4::numeric[]) AS t (token, hour_at, usd_e18)
     ON CONFLICT (network, token, hour_at) DO UPDATE SET usd_e18 = excluded.usd_e18`,
    [network, rows.map(({ token }) => token), rows.map(({ hourAtSeconds }) => hourAtSeconds), rows.map(({ usdE18 }) => usdE18)],
  );
}
