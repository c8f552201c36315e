// Assets for ledger tests, upserted by the role that does it in the product.
import type { Database } from "@/lib/server/postgres/database";

/** Makes network "testnet" with ETH (18 decimals, feed at 0x11…) and USDC (6, feed at 0x22…), and XYZ (2) without any feed. */
export async function seedAssets(worker: Database): Promise<void> {
  await worker.asService(async (tx) => {
    await tx.query("INSERT INTO holdfast.networks (id, chain_id, label) VALUES ('testnet', 31337, 'Test network')");
    await tx.query(
      `INSERT INTO holdfast.assets (asset, network, name, decimals, contract, feed, feed_decimals) VALUES
         ('ETH', 'testnet', 'Ether', 18, NULL, '0x1111111111111111111111111111111111111111', 8),
         ('USDC', 'testnet', 'USD Coin', 6, '0x3333333333333333333333333333333333333333', '0x2222222222222222222222222222222222222222', 8),
         ('XYZ', 'testnet', 'Unquoted', 2, '0x4444444444444444444444444444444444444444', NULL, NULL)`,
    );
  });
}
