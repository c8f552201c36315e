// Swaps and reserves go into their tables in whole columns: one statement for any number of rows.
import "server-only";
import type { ReserveFact } from "@/lib/market/index-facts";
import type { Transaction } from "@/lib/server/postgres/database";
import type { MarketPair } from "./load-market";
import type { Trade } from "./trade";

/** The next `count` numbers of the feed, ascending. The caller holds the lock of ingest, so nobody takes one in between. */
export async function takeFeedNumbers(tx: Transaction, count: number): Promise<readonly bigint[]> {
  const rows = await tx.query<{ seq: bigint }>("SELECT nextval('holdfast.feed_seq') AS seq FROM generate_series(1, $1)", [count]);
  return rows.map(({ seq }) => seq).sort((left, right) => (left < right ? -1 : 1));
}

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

/** Writes reserves that changed without a trade. */
export async function writeReserveChanges(tx: Transaction, network: string, changes: readonly ReserveFact[]): Promise<void> {
  if (changes.length === 0) return;
  await tx.query(
    `INSERT INTO holdfast.reserve_changes (network, block_number, log_index, pair_id, at, reserve0, reserve1)
     SELECT $1, block_number, log_index, pair_id, to_timestamp(at), reserve0, reserve1
       FROM unnest($2::bigint[], $3::int[], $4::int[], $5::bigint[], $6::numeric[], $7::numeric[])
         AS t (block_number, log_index, pair_id, at, reserve0, reserve1)`,
    [
      network,
      changes.map(({ blockNumber }) => blockNumber),
      changes.map(({ logIndex }) => logIndex),
      changes.map(({ pairId }) => pairId),
      changes.map(({ atSeconds }) => atSeconds),
      changes.map(({ reserve0 }) => reserve0),
      changes.map(({ reserve1 }) => reserve1),
    ],
  );
}

/** Writes the last reserves of pairs that moved. */
export async function writePairStates(tx: Transaction, pairs: readonly MarketPair[]): Promise<void> {
  if (pairs.length === 0) return;
  await tx.query(
    `INSERT INTO holdfast.pair_states (pair_id, reserve0, reserve1, block_number, log_index)
     SELECT * FROM unnest($1::int[], $2::numeric[], $3::numeric[], $4::bigint[], $5::int[])
     ON CONFLICT (pair_id) DO UPDATE SET reserve0 = excluded.reserve0, reserve1 = excluded.reserve1,
       block_number = excluded.block_number, log_index = excluded.log_index`,
    [
      pairs.map(({ id }) => id),
      pairs.map(({ reserve0 }) => reserve0),
      pairs.map(({ reserve1 }) => reserve1),
      pairs.map(({ seenAt }) => seenAt?.blockNumber),
      pairs.map(({ seenAt }) => seenAt?.logIndex),
    ],
  );
}
