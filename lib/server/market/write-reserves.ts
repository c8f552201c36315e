// Reserves: where they stand now, and the changes that no swap explains.
import "server-only";
import type { ReserveFact } from "@/lib/market/index-facts";
import type { Transaction } from "@/lib/server/postgres/database";
import type { MarketPair } from "./load-market";

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
