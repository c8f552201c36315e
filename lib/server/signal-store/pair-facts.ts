// What a pair and its sides are called, and which of them the product holds for traders.
import "server-only";
import { PAIR_TOKENS } from "@/lib/server/market/pair-tokens";
import type { Transaction } from "@/lib/server/postgres/database";
import type { PairNames } from "@/lib/signals/happened";
import type { HeldAsset } from "@/lib/signals/prepare-action";

/** One pair; addresses in lower case. */
export interface PairFacts extends PairNames {
  readonly networkLabel: string;
  readonly baseContract: string;
  readonly heldAssets: readonly HeldAsset[];
}

type PairRow = Omit<PairFacts, "heldAssets">;

/** Every pair of the index by its id. */
export async function readPairFacts(tx: Transaction): Promise<ReadonlyMap<number, PairFacts>> {
  const held = await tx.query<HeldAsset & { readonly network: string }>(
    "SELECT asset, network, lower(contract) AS contract FROM holdfast.assets ORDER BY asset",
  );
  const pairs = await tx.query<PairRow>(
    `SELECT p.id AS "pairId", p.network, n.label AS "networkLabel", b.symbol AS base, q.symbol AS quote, b.address AS "baseContract"
       FROM holdfast.market_pairs p
       JOIN holdfast.networks n ON n.id = p.network
${PAIR_TOKENS}
      ORDER BY n.label, b.symbol, q.symbol, p.id`,
  );
  return new Map(
    pairs.map((pair) => [pair.pairId, { ...pair, heldAssets: held.filter(({ network }) => network === pair.network) }] as const),
  );
}
