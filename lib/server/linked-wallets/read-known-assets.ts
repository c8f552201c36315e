// Which assets a linked wallet is asked about: those that the product knows, and no others, so that a token sent to a wallet shows nothing here.
import "server-only";
import type { Scaled } from "@/lib/money/multiply-by-price";
import type { Transaction } from "@/lib/server/postgres/database";
import { priceAt, PRICE_DECIMALS } from "@/lib/server/queries/price-at";
import type { PriceFeed } from "@/lib/use-cases/ports/price-source";

/** One asset on one network, with what the index knows of its price now; `contract` is "" for the network's own coin. */
export interface KnownAsset {
  readonly asset: string;
  readonly network: string;
  readonly networkLabel: string;
  readonly chainId: bigint;
  readonly contract: string;
  readonly decimals: number;
  readonly feed: PriceFeed | null;
  readonly indexPrice: Scaled | null;
}

interface AssetRow {
  readonly asset: string;
  readonly network: string;
  readonly label: string;
  readonly chain_id: bigint;
  readonly contract: string | null;
  readonly decimals: number;
  readonly feed: string | null;
  readonly feed_decimals: number | null;
  readonly price: string | null;
}

// The market's tokens, where they are not among the assets already.
const ASSETS = `
  SELECT s.asset, s.network, n.label, n.chain_id, s.contract, s.decimals, s.feed, s.feed_decimals, ${priceAt("$1::bigint")} AS price
    FROM (SELECT asset, network, decimals, contract, feed, feed_decimals FROM holdfast.assets
           UNION ALL
          SELECT t.symbol, t.network, t.decimals, t.address, NULL, NULL FROM holdfast.market_tokens t
           WHERE NOT EXISTS (SELECT FROM holdfast.assets a WHERE a.network = t.network AND lower(a.contract) = t.address)) s
    JOIN holdfast.networks n ON n.id = s.network
   ORDER BY s.network, s.asset`;

/** Every asset that the product knows, by network. */
export async function readKnownAssets(tx: Transaction, nowSeconds: number): Promise<readonly KnownAsset[]> {
  const rows = await tx.query<AssetRow>(ASSETS, [nowSeconds]);
  return rows.map((row) => ({
    ...{ asset: row.asset, network: row.network, networkLabel: row.label, chainId: row.chain_id, decimals: row.decimals },
    contract: row.contract?.toLowerCase() ?? "",
    feed:
      row.feed === null || row.feed_decimals === null ? null : { chainId: row.chain_id, address: row.feed, decimals: row.feed_decimals },
    indexPrice: row.price === null ? null : { units: BigInt(row.price), decimals: PRICE_DECIMALS },
  }));
}
