// Plausible rows of the market index, put into PostgreSQL directly: for screens and queries, which need many rows and not their history.
// What computes such rows from a chain has builders of its own.
import type { Database } from "@/lib/server/postgres/database";

/** How much to make. The same numbers give the same rows. */
export interface MarketRows {
  readonly wallets: number;
  readonly swaps: number;
  /** Of the last swap. */
  readonly endsAtSeconds: number;
}

/** Address of the wallet of a number from 1 on. */
export const WALLET_OF = (number: string): string => `'0x' || md5(${number}::text) || left(md5(${number}::text || 'w'), 8)`;

const dice = (of: string, kind: string, sides: number): string =>
  `(('x' || left(md5(${of}::text || '${kind}'), 7))::bit(28)::int % ${sides})`;

const GROUND = [
  `INSERT INTO holdfast.networks (id, chain_id, label, is_simulated) VALUES
     ('ethereum-local', 31337, 'Ethereum (local chain)', true), ('base-local', 31339, 'Base (local chain)', true)
   ON CONFLICT DO NOTHING`,
  `INSERT INTO holdfast.market_tokens (network, address, symbol, name, decimals, is_usd_anchor)
   SELECT n, '0x' || repeat(digit, 40), symbol, symbol, decimals, symbol = 'USDC'
     FROM (VALUES ('ethereum-local'), ('base-local')) networks (n),
          (VALUES ('1', 'WETH', 18), ('2', 'LINK', 18), ('3', 'USDC', 6)) tokens (digit, symbol, decimals)
   ON CONFLICT DO NOTHING`,
  `INSERT INTO holdfast.market_pairs (network, address, token0, token1, is_token0_base)
   SELECT n, '0x' || repeat(digit, 39) || 'f', '0x' || repeat(digit, 40), '0x' || repeat('3', 40), true
     FROM (VALUES ('ethereum-local'), ('base-local')) networks (n), (VALUES ('1'), ('2')) bases (digit)
   ON CONFLICT DO NOTHING`,
  `INSERT INTO holdfast.pair_states (pair_id, reserve0, reserve1, block_number, log_index)
   SELECT id, CASE WHEN left(address, 3) = '0x1' THEN 500 ELSE 91000 END * 1e18, 1600000 * 1e6, 1, 0 FROM holdfast.market_pairs ON CONFLICT DO NOTHING`,
];

// One swap every four minutes over all pairs, with a quiet time of half a day each week; prices swing and drift.
const SWAPS = `
  INSERT INTO holdfast.swaps (network, block_number, log_index, seq, pair_id, tx_hash, at, wallet, is_buy, base_amount, quote_amount, price_e18,
                              usd_value, reserve0, reserve1)
  SELECT network, i, 0, nextval('holdfast.feed_seq'), pair_id, '0x' || md5(i::text) || md5(i::text || 't'), at, wallet, is_buy,
         round(amount * 1e18), greatest(1, round(amount * price * 1e6)), round(price * 1e18),
         round(amount * price * 1e8), 500 * 1e18, 1600000 * 1e6
    FROM (SELECT i, p.id AS pair_id, p.network, ${WALLET_OF(`(1 + ${dice("i", "w", 1_000_000)} % $1::int)`)} AS wallet, ${dice("i", "b", 2)} = 0 AS is_buy,
                 to_timestamp($3::bigint - ($2::int - i) * 240 - CASE WHEN ($2::int - i) / 2520 > 0 THEN 43200 * (($2::int - i) / 2520) ELSE 0 END) AS at,
                 ((1 + ${dice("i", "a", 400)}) / 100.0)::numeric AS amount,
                 (CASE WHEN left(p.address, 3) = '0x1' THEN 3200 ELSE 17.5 END * (1 + 0.08 * sin(i / 900.0) + ${dice("i", "p", 100)} / 9000.0))::numeric AS price
            FROM generate_series(1, $2::int) i
            JOIN (SELECT *, row_number() OVER (ORDER BY network DESC, address) - 1 AS n FROM holdfast.market_pairs WHERE right(address, 1) = 'f') p
              ON p.n = ${dice("i", "m", 4)}) made
   ORDER BY i`;

const CANDLES = `
  INSERT INTO holdfast.candles
  SELECT pair_id, step, date_bin(step * interval '1 second', at, 'epoch'), (array_agg(price_e18 ORDER BY seq))[1], max(price_e18), min(price_e18),
         (array_agg(price_e18 ORDER BY seq DESC))[1], sum(base_amount), sum(quote_amount), sum(usd_value), count(*)
    FROM holdfast.swaps, unnest(ARRAY[60, 300, 900, 3600, 14400, 86400]) step GROUP BY 1, 2, 3`;

const CLOSES = `
  INSERT INTO holdfast.wallet_closes
  SELECT s.network, block_number, log_index, wallet, '0x' || repeat('1', 40), at, base_amount, usd_value,
         round(usd_value * (0.9 + ${dice("s.block_number", "c", 18)} / 100.0)), 3600 * (1 + ${dice("s.block_number", "h", 200)})
    FROM holdfast.swaps s WHERE NOT is_buy`;

const LOTS = `
  INSERT INTO holdfast.wallet_lots
  SELECT s.network, wallet, p.token0, block_number, log_index, at, base_amount, usd_value
    FROM holdfast.swaps s JOIN holdfast.market_pairs p ON p.id = s.pair_id WHERE is_buy AND ${dice("s.block_number", "l", 3)} = 0`;

const PRICES = `
  INSERT INTO holdfast.token_prices
  SELECT DISTINCT ON (s.network, p.token0, hour) s.network, p.token0, date_trunc('hour', at) AS hour, price_e18
    FROM holdfast.swaps s JOIN holdfast.market_pairs p ON p.id = s.pair_id ORDER BY s.network, p.token0, hour, seq DESC`;

// Every eighth wallet has closed nothing; figures repeat, so that ties are common.
export const WALLET_STATS = `
  INSERT INTO holdfast.wallet_stats
  SELECT ${WALLET_OF("i")}, network, (${dice("i", "r", 40_000)} - 15000) * 1000000000::numeric, ${dice("i", "d", 9_000)} * 1000000000::numeric,
         9000 * 1000000000::numeric, closes, wins, CASE WHEN closes > 0 THEN wins * 10000 / closes END, held * closes,
         CASE WHEN closes > 0 THEN held END, closes + 1 + ${dice("i", "t", 60)}, ${dice("i", "v", 900_000)} * 10000000000::numeric,
         ${dice("i", "v", 900_000)} * 30000000::numeric, to_timestamp($2::bigint - 7776000), to_timestamp($2::bigint - ${dice("i", "l", 2_000)} * 3600)
    FROM (SELECT i, network, CASE WHEN i % 8 = 0 THEN 0 ELSE 1 + ${dice("i", "n", 40)} END AS closes,
                 CASE WHEN i % 8 = 0 THEN 0 ELSE ${dice("i", "n", 40)} * ${dice("i", "k", 10)} / 10 END AS wins, 600 * (1 + ${dice("i", "h", 3_000)})::bigint AS held
            FROM generate_series($3::int, $1::int) i, unnest(CASE WHEN i % 3 = 0 THEN ARRAY['all', 'base-local'] ELSE ARRAY['all', 'ethereum-local'] END) network) made`;

/** No statement comes near the time that the app's role gives it, on a busy machine either. */
const WALLETS_PER_STATEMENT = 2_000;

/** Fills the index of an empty database, as the app's role. */
export async function seedMarketRows(app: Database, { wallets, swaps, endsAtSeconds }: MarketRows): Promise<void> {
  await app.asService(async (tx) => {
    for (const statement of GROUND) await tx.query(statement);
    for (let from = 1; from <= wallets; from += WALLETS_PER_STATEMENT)
      await tx.query(WALLET_STATS, [Math.min(wallets, from + WALLETS_PER_STATEMENT - 1), endsAtSeconds, from]);
    if (swaps === 0) return;
    await tx.query(SWAPS, [wallets, swaps, endsAtSeconds]);
    for (const statement of [CANDLES, CLOSES, LOTS, PRICES]) await tx.query(statement);
  });
}
