// A small market for tests of the index: three networks' worth of tokens and pairs, and every table of the index as one comparable text.
import type { Database, Transaction } from "@/lib/server/postgres/database";

/** Token and pair addresses of the stand by short names; the same on every network. */
export const STAND_TOKENS = {
  link: "0x1000000000000000000000000000000000000001",
  usdc: "0x2000000000000000000000000000000000000002",
  wbtc: "0x3000000000000000000000000000000000000003",
  weth: "0x4000000000000000000000000000000000000004",
  lost: "0x5000000000000000000000000000000000000005",
  void: "0x6000000000000000000000000000000000000006",
} as const;

const TOKENS: readonly (readonly [keyof typeof STAND_TOKENS, number, boolean])[] = [
  ["link", 18, false],
  ["usdc", 6, true],
  ["wbtc", 8, false],
  ["weth", 18, false],
  ["lost", 4, false],
  ["void", 0, false],
];

// token0, token1 and whether token0 is the base. LOST and VOID trade with each other only: no path leads to a dollar.
const PAIRS: readonly (readonly [keyof typeof STAND_TOKENS, keyof typeof STAND_TOKENS, boolean])[] = [
  ["link", "usdc", true],
  ["usdc", "weth", false],
  ["wbtc", "weth", true],
  ["link", "weth", true],
  ["lost", "void", true],
];

/** Makes `networks` with the stand's tokens and pairs; answers the pairs' ids per network in the order LINK/USDC, WETH/USDC, WBTC/WETH, LINK/WETH, LOST/VOID. */
export async function seedMarket(database: Database, networks: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
  const ids = new Map<string, number[]>();
  await database.asService(async (tx) => {
    for (const [at, network] of networks.entries()) {
      await tx.query("INSERT INTO holdfast.networks (id, chain_id, label, is_simulated) VALUES ($1, $2, $1, true)", [network, 31_337 + at]);
      for (const [name, decimals, isAnchor] of TOKENS) {
        await tx.query(
          "INSERT INTO holdfast.market_tokens (network, address, symbol, name, decimals, is_usd_anchor) VALUES ($1, $2, $3, $3, $4, $5)",
          [network, STAND_TOKENS[name], name.toUpperCase(), decimals, isAnchor],
        );
      }
      const pairs: number[] = [];
      for (const [index, [token0, token1, isToken0Base]] of PAIRS.entries()) {
        const address = `0x${"f".repeat(39)}${String(index)}`;
        const [row] = await tx.query<{ id: number }>(
          `INSERT INTO holdfast.market_pairs (network, address, token0, token1, is_token0_base) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
          [network, address, STAND_TOKENS[token0], STAND_TOKENS[token1], isToken0Base],
        );
        if (row !== undefined) pairs.push(row.id);
      }
      ids.set(network, pairs);
    }
  });
  return ids;
}

// Everything that is computed, in an order that says the same in every database. `seq` is the one column that may differ.
const TABLES: Readonly<Record<string, string>> = {
  swaps:
    "SELECT network, block_number, log_index, pair_id, tx_hash, at, wallet, is_buy, base_amount, quote_amount, price_e18, usd_value, reserve0, reserve1 FROM holdfast.swaps ORDER BY 1, 2, 3",
  reserve_changes: "SELECT * FROM holdfast.reserve_changes ORDER BY network, block_number, log_index",
  pair_states: "SELECT * FROM holdfast.pair_states ORDER BY pair_id",
  candles: "SELECT * FROM holdfast.candles ORDER BY pair_id, interval_seconds, opened_at",
  token_prices: "SELECT * FROM holdfast.token_prices ORDER BY network, token, hour_at",
  wallet_lots: "SELECT * FROM holdfast.wallet_lots ORDER BY network, wallet, token, block_number, log_index",
  wallet_closes: "SELECT * FROM holdfast.wallet_closes ORDER BY network, block_number, log_index",
  wallet_stats: "SELECT * FROM holdfast.wallet_stats ORDER BY network, wallet",
};

/** The rows of every table of the index as texts, by table. */
export async function readIndex(tx: Transaction): Promise<Record<string, readonly string[]>> {
  const read: Record<string, readonly string[]> = {};
  for (const [table, sql] of Object.entries(TABLES)) {
    const rows = await tx.query<{ row: string }>(`SELECT t::text AS row FROM (${sql}) t`);
    read[table] = rows.map(({ row }) => row);
  }
  return read;
}

/** Empties the index of everything computed, as if nothing had ever been read. */
export async function emptyIndex(tx: Transaction): Promise<void> {
  for (const table of [...Object.keys(TABLES)]) await tx.query(`DELETE FROM holdfast.${table}`);
}
