// Tells the ledger which assets the demo chain has. Contracts and feeds move with a new chain; decimals and chain ids never change.
import { z } from "zod";
import type { Database } from "@/lib/server/postgres/database";

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);

/** The form of the deployment file. */
export const deploymentSchema = z.object({
  networks: z.array(
    z.object({
      id: z.string(),
      chainId: z.number().int().positive(),
      label: z.string(),
      isSimulated: z.boolean().optional(),
      wrappedCoin: address.toLowerCase().optional(),
      router: address.toLowerCase().optional(),
    }),
  ),
  assets: z.array(
    z.object({
      asset: z.string(),
      network: z.string(),
      name: z.string(),
      decimals: z.number().int().min(0),
      contract: address.nullable(),
      feed: address,
      feedDecimals: z.number().int().min(0),
    }),
  ),
});

export type SeedDeployment = z.infer<typeof deploymentSchema>;

const UPSERT_ASSET = `
  INSERT INTO holdfast.assets (asset, network, name, decimals, contract, feed, feed_decimals) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (asset, network) DO UPDATE
     SET name = EXCLUDED.name, contract = EXCLUDED.contract, feed = EXCLUDED.feed, feed_decimals = EXCLUDED.feed_decimals
  RETURNING decimals`;

const UPSERT_NETWORK = `
  INSERT INTO holdfast.networks (id, chain_id, label, is_simulated, wrapped_coin, router) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO UPDATE
     SET label = EXCLUDED.label, is_simulated = EXCLUDED.is_simulated, wrapped_coin = EXCLUDED.wrapped_coin, router = EXCLUDED.router
  RETURNING chain_id`;

/** Writes networks and assets as holdfast_worker. Throws when one is already known with another chain id or other decimals. */
export async function upsertAssets(worker: Database, deployment: SeedDeployment): Promise<void> {
  await worker.asService(async (tx) => {
    for (const { id, chainId, label, isSimulated, wrappedCoin, router } of deployment.networks) {
      const [known] = await tx.query<{ chain_id: bigint }>(UPSERT_NETWORK, [
        id,
        chainId,
        label,
        isSimulated ?? false,
        wrappedCoin ?? null,
        router ?? null,
      ]);
      if (known?.chain_id !== BigInt(chainId)) throw new Error(`Network ${id} is already known with another chain id.`);
    }
    for (const { asset, network, name, decimals, contract, feed, feedDecimals } of deployment.assets) {
      const [known] = await tx.query<{ decimals: number }>(UPSERT_ASSET, [asset, network, name, decimals, contract, feed, feedDecimals]);
      if (known?.decimals !== decimals) throw new Error(`${asset} on ${network} is already known with other decimals.`);
    }
  });
}
