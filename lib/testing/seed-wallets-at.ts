// Many wallets in the database of a running stack, for journeys through a long list.
import pg from "pg";
import { WALLET_STATS } from "./market-rows";

/** Adds figures of `wallets` made-up wallets to the index of the database at `url`; they have no swaps. The same call twice adds nothing. */
export async function seedWalletsAt(url: string, wallets: number, nowSeconds: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`${WALLET_STATS} ON CONFLICT DO NOTHING`, [wallets, nowSeconds, 1]);
  } finally {
    await client.end();
  }
}
