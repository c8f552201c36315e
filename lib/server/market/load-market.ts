// One network's pairs, tokens and reserves in memory, so that a thousand facts ask the database once.
import "server-only";
import { type Pool, type PricedToken, poolsByToken } from "@/lib/market/price-paths";
import type { Transaction } from "@/lib/server/postgres/database";

/** A pair with its reserves of the moment; zero before its first fact. */
export interface MarketPair extends Pool {
  readonly id: number;
  readonly isToken0Base: boolean;
  reserve0: bigint;
  reserve1: bigint;
  /** Where the reserves were last said; null before the first fact. */
  seenAt: { readonly blockNumber: bigint; readonly logIndex: number } | null;
}

/** The pairs of one network, by id and by the tokens they trade. */
export interface Market {
  readonly network: string;
  readonly pairs: ReadonlyMap<number, MarketPair>;
  readonly pools: ReadonlyMap<string, readonly MarketPair[]>;
}

interface PairRow {
  readonly id: number;
  readonly address: string;
  readonly is_token0_base: boolean;
  readonly token0: string;
  readonly decimals0: number;
  readonly is_anchor0: boolean;
  readonly token1: string;
  readonly decimals1: number;
  readonly is_anchor1: boolean;
  readonly reserve0: string | null;
  readonly reserve1: string | null;
  readonly block_number: bigint | null;
  readonly log_index: number | null;
}

// In the order of addresses, which says the same in every database; ids depend on who was registered first.
const PAIRS = `
  SELECT p.id, p.address, p.is_token0_base, p.token0, a.decimals AS decimals0, a.is_usd_anchor AS is_anchor0,
         p.token1, b.decimals AS decimals1, b.is_usd_anchor AS is_anchor1, s.reserve0, s.reserve1, s.block_number, s.log_index
    FROM holdfast.market_pairs p
    JOIN holdfast.market_tokens a ON a.network = p.network AND a.address = p.token0
    JOIN holdfast.market_tokens b ON b.network = p.network AND b.address = p.token1
    LEFT JOIN holdfast.pair_states s ON s.pair_id = p.id
   WHERE p.network = $1
   ORDER BY p.address`;

/** Reads the network's market as of its cursor. */
export async function loadMarket(tx: Transaction, network: string): Promise<Market> {
  const rows = await tx.query<PairRow>(PAIRS, [network]);
  const tokens = new Map<string, PricedToken>();
  const tokenOf = (address: string, decimals: number, isUsdAnchor: boolean): PricedToken => {
    const token = tokens.get(address) ?? { address, decimals, isUsdAnchor };
    tokens.set(address, token);
    return token;
  };
  const pairs = rows.map((row): MarketPair => ({
    id: row.id,
    address: row.address,
    isToken0Base: row.is_token0_base,
    token0: tokenOf(row.token0, row.decimals0, row.is_anchor0),
    token1: tokenOf(row.token1, row.decimals1, row.is_anchor1),
    reserve0: BigInt(row.reserve0 ?? 0),
    reserve1: BigInt(row.reserve1 ?? 0),
    seenAt: row.block_number === null || row.log_index === null ? null : { blockNumber: row.block_number, logIndex: row.log_index },
  }));
  return { network, pairs: new Map(pairs.map((pair) => [pair.id, pair])), pools: poolsByToken(pairs) };
}
