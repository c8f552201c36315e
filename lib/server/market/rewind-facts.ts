// A chain took blocks back: what was computed from them goes, and what they had changed is computed anew.
import "server-only";
import { bucketStart } from "@/lib/market/fold-candle";
import { pricePaths } from "@/lib/market/price-paths";
import type { Transaction } from "@/lib/server/postgres/database";
import { loadMarket } from "./load-market";
import { rebuildCandles } from "./rebuild-candles";
import { rebuildWallets } from "./rebuild-wallets";
import { takeFeedNumbers } from "./take-feed-numbers";
import { writeTokenPrices } from "./write-token-prices";

const HOUR_SECONDS = 3_600;

interface GoneSwap {
  readonly seq: bigint;
  readonly pair_id: number;
  readonly wallet: string;
  readonly at: bigint;
}

/**
 * Brings the network's rows to what they were after block `blockNumber`, writing a retraction for each swap that goes. The caller holds the
 * lock of ingest and moves the cursor in the same transaction; a retraction's time is the cursor's.
 */
export async function rewindFacts(tx: Transaction, network: string, blockNumber: bigint): Promise<void> {
  const swaps = await tx.query<GoneSwap>(
    `DELETE FROM holdfast.swaps WHERE network = $1 AND block_number > $2
     RETURNING seq, pair_id, wallet, extract(epoch FROM at)::bigint AS at`,
    [network, blockNumber],
  );
  const changes = await tx.query<{ pair_id: number }>(
    "DELETE FROM holdfast.reserve_changes WHERE network = $1 AND block_number > $2 RETURNING pair_id",
    [network, blockNumber],
  );
  if (swaps.length === 0 && changes.length === 0) return;
  await writeRetractions(tx, network, swaps);
  await restoreReserves(tx, [...new Set([...swaps, ...changes].map(({ pair_id }) => pair_id))]);
  await rebuildCandles(tx, network, firstByPair(swaps));
  await restorePrices(tx, network);
  await tx.query("DELETE FROM holdfast.wallet_closes WHERE network = $1 AND block_number > $2", [network, blockNumber]);
  await rebuildWallets(tx, network, [...new Set(swaps.map(({ wallet }) => wallet))]);
}

/** The time of the earliest swap that goes, by pair. */
function firstByPair(swaps: readonly GoneSwap[]): ReadonlyMap<number, number> {
  const first = new Map<number, number>();
  for (const { pair_id, at } of swaps) first.set(pair_id, Math.min(first.get(pair_id) ?? Infinity, Number(at)));
  return first;
}

async function writeRetractions(tx: Transaction, network: string, swaps: readonly GoneSwap[]): Promise<void> {
  if (swaps.length === 0) return;
  const inOrder = swaps.toSorted((left, right) => (left.seq < right.seq ? -1 : 1));
  await tx.query(
    `INSERT INTO holdfast.swap_retractions (seq, swap_seq, network, pair_id, wallet, retracted_at)
     SELECT seq, swap_seq, $1, pair_id, wallet,
            coalesce((SELECT updated_at FROM holdfast.index_cursors WHERE network = $1), to_timestamp($6))
       FROM unnest($2::bigint[], $3::bigint[], $4::int[], $5::text[]) AS t (seq, swap_seq, pair_id, wallet)`,
    [
      network,
      await takeFeedNumbers(tx, inOrder.length),
      inOrder.map(({ seq }) => seq),
      inOrder.map(({ pair_id }) => pair_id),
      inOrder.map(({ wallet }) => wallet),
      inOrder.at(-1)?.at,
    ],
  );
}

// Within a pair the order of the feed is the order of the chain, so the last of each kind is found by its index.
const LAST_RESERVES = `
  SELECT p.pair_id, l.reserve0, l.reserve1, l.block_number, l.log_index
    FROM unnest($1::int[]) AS p (pair_id)
   CROSS JOIN LATERAL (
         SELECT * FROM (
           (SELECT reserve0, reserve1, block_number, log_index FROM holdfast.swaps WHERE pair_id = p.pair_id ORDER BY seq DESC LIMIT 1)
           UNION ALL
           (SELECT reserve0, reserve1, block_number, log_index FROM holdfast.reserve_changes WHERE pair_id = p.pair_id
             ORDER BY block_number DESC, log_index DESC LIMIT 1)) both_kinds
          ORDER BY block_number DESC, log_index DESC LIMIT 1) l`;

async function restoreReserves(tx: Transaction, pairIds: readonly number[]): Promise<void> {
  await tx.query("DELETE FROM holdfast.pair_states WHERE pair_id = ANY ($1::int[])", [pairIds]);
  await tx.query(`INSERT INTO holdfast.pair_states (pair_id, reserve0, reserve1, block_number, log_index) ${LAST_RESERVES}`, [pairIds]);
}

/** The hour of the last fact that stays has the prices that stand now; what was written for later hours goes. */
async function restorePrices(tx: Transaction, network: string): Promise<void> {
  const [row] = await tx.query<{ at: bigint | null }>(
    `SELECT extract(epoch FROM greatest(
              (SELECT at FROM holdfast.swaps WHERE network = $1 ORDER BY block_number DESC, log_index DESC LIMIT 1),
              (SELECT at FROM holdfast.reserve_changes WHERE network = $1 ORDER BY block_number DESC, log_index DESC LIMIT 1)))::bigint AS at`,
    [network],
  );
  const at = row?.at ?? null;
  const hourAtSeconds = at === null ? -HOUR_SECONDS : bucketStart(Number(at), HOUR_SECONDS);
  await tx.query("DELETE FROM holdfast.token_prices WHERE network = $1 AND hour_at > to_timestamp($2)", [network, hourAtSeconds]);
  if (at === null) return;
  const { pools } = await loadMarket(tx, network);
  await writeTokenPrices(tx, network, [{ hourAtSeconds, prices: pricePaths(pools) }]);
}
