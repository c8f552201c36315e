// What there is to trade on a network: the assets in custody that policy has caps for, as the exchange knows them.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { accept, refuse, type Result } from "@/lib/ground/result";
import { findOrderCaps, type OrderCaps } from "@/lib/orders/order-policy";
import type { Transaction } from "@/lib/server/postgres/database";

/** One asset. Addresses in lower case. */
export interface TradableAsset {
  readonly asset: string;
  readonly decimals: number;
  /** Null for the network's own coin. */
  readonly contract: string | null;
  /** How it stands in a path: its contract, or the wrapped coin. */
  readonly token: string;
  readonly caps: OrderCaps;
}

/** One network with an exchange. */
export interface Market {
  readonly network: string;
  readonly chainId: bigint;
  readonly router: string;
  readonly wrappedCoin: string;
  readonly assets: readonly TradableAsset[];
}

// Texts that could not be names of ours are not asked for: the driver refuses some of them in its own words.
const NETWORK_FORM = /^[a-z0-9-]{1,40}$/;

interface NetworkRow {
  readonly chain_id: bigint;
  readonly router: string | null;
  readonly wrapped_coin: string | null;
}

/** Refuses `network_unknown`, and `market_unknown` for a network without an exchange. */
export async function findMarket(tx: Transaction, network: string): Promise<Result<Market, Refusal>> {
  const [known] = NETWORK_FORM.test(network)
    ? await tx.query<NetworkRow>("SELECT chain_id, router, wrapped_coin FROM holdfast.networks WHERE id = $1", [network])
    : [];
  if (known === undefined) return refuse({ code: "network_unknown" });
  const { chain_id: chainId, router, wrapped_coin: wrappedCoin } = known;
  if (router === null || wrappedCoin === null) return refuse({ code: "market_unknown", detail: "This network has no exchange yet." });
  const rows = await tx.query<{ asset: string; decimals: number; contract: string | null }>(
    "SELECT asset, decimals, lower(contract) AS contract FROM holdfast.assets WHERE network = $1 ORDER BY asset",
    [network],
  );
  const assets = rows.flatMap((row) => {
    const caps = findOrderCaps(row.asset, row.decimals);
    return caps === null ? [] : [{ ...row, token: row.contract ?? wrappedCoin, caps }];
  });
  return accept({ network, chainId, router, wrappedCoin, assets });
}
