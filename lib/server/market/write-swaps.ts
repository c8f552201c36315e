// Swaps go into their table in whole columns: one statement for any number of rows.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import { takeFeedNumbers } from "./take-feed-numbers";
import type { Trade } from "./trade";

/** Writes swaps in their order, each with the next number of the feed. */
export async function writeSwaps(tx: Transaction, network: string, trades: readonly Trade[]): Promise<void> {
  if (trades.length === 0) return;
  await tx.query(
    `INSERT INTO holdfast.swaps (network, seq, block_number, log_index, pair_id, tx_hash, at, wallet, is_buy, base_amount, quote_amount,
                                 price_e18, usd_value, reserve0, reserve1)
     SELECT $1, seq, block_number, log_index, pair_id, tx_hash, to_timestamp(at), wallet, is_buy, base_amount, quote_amount, price_e18,
            usd_value, reserve0, reserve1
       FROM unnest($2::bigint[], $3::bigint[], $4::int[], $5::int[], $6::text[], $7::bigint[], $8::text[], $9::boolean[], $10::numeric[],
                   $11::numeric[], $12::numeric[], $13::numeric[], $14::numeric[], $15::numeric[])
         AS t (seq, block_number, log_index, pair_id, tx_hash, at, wallet, is_buy, base_amount, quote_amount, price_e18, usd_value, reserve0,
               reserve1)`,
    [
      network,
      await takeFeedNumbers(tx, trades.length),
      trades.map(({ blockNumber }) => blockNumber),
      trades.map(({ logIndex }) => logIndex),
      trades.map(({ pairId }) => pairId),
      trades.map(({ txHash }) => txHash),
      trades.map(({ atSeconds }) => atSeconds),
      trades.map(({ wallet }) => wallet),
      trades.map(({ isBuy }) => isBuy),
      trades.map(({ baseUnits }) => baseUnits),
      trades.map(({ quoteUnits }) => quoteUnits),
      trades.map(({ priceE18 }) => priceE18),
      trades.map(({ usdValue }) => usdValue),
      trades.map(({ reserve0 }) => reserve0),
      trades.map(({ reserve1 }) => reserve1),
    ],
  );
}
