// Gives the demo trader one destination per network that is past its cool-off, so that a withdrawal can be tried at once. A second run, and
// a run after the trader removed it, change nothing.
import { randomUUID } from "node:crypto";
import { termsHash } from "@/lib/approval/terms-hash";
import type { Database, Transaction } from "@/lib/server/postgres/database";
import { termsOfAddressRow } from "@/lib/withdrawals/address-terms";
import { ADDRESS_COOL_OFF_SECONDS } from "@/lib/policy/account-policy";
import { ADDRESS_OPEN_SECONDS } from "@/lib/withdrawals/withdrawal-policy";

/** The tenth account that anvil makes; its key is public, so it is a wallet for play money only. */
export const DEMO_DESTINATION = "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720";
const LABEL = "Demo wallet";

const dateOf = (seconds: number): Date => new Date(seconds * 1_000);

/** Lists DEMO_DESTINATION for `sub` on every network that has something to withdraw as holdfast_app and answers on how many it was new. */
export async function seedDemoAddresses(app: Database, sub: string, nowSeconds: number): Promise<number> {
  return app.asTrader(sub, async (tx) => {
    const networks = await tx.query<{ id: string; chain_id: bigint }>(
      `SELECT n.id, n.chain_id FROM holdfast.networks n
        WHERE EXISTS (SELECT FROM holdfast.assets s WHERE s.network = n.id)
          AND NOT EXISTS (SELECT FROM holdfast.addresses a WHERE a.trader = $1 AND a.network = n.id AND lower(a.address) = lower($2))`,
      [sub, DEMO_DESTINATION],
    );
    for (const { id, chain_id } of networks) await list(tx, { trader: sub, network: id, chain_id }, nowSeconds);
    return networks.length;
  });
}

interface Place {
  readonly trader: string;
  readonly network: string;
  readonly chain_id: bigint;
}

async function list(tx: Transaction, place: Place, nowSeconds: number): Promise<void> {
  const createdAt = nowSeconds - 2 * ADDRESS_COOL_OFF_SECONDS;
  const row = {
    ...{ id: randomUUID(), ...place, address: DEMO_DESTINATION, label: LABEL },
    ...{ created_at: dateOf(createdAt), expires_at: dateOf(createdAt + ADDRESS_OPEN_SECONDS) },
  };
  await tx.query(
    `INSERT INTO holdfast.addresses (id, trader, network, chain_id, address, label, created_at, expires_at, terms_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[row.id, row.trader, row.network, row.chain_id, row.address, row.label, row.created_at, row.expires_at],
      termsHash(termsOfAddressRow(row)),
    ],
  );
  await tx.query("UPDATE holdfast.addresses SET confirmed_at = $2, usable_at = $3 WHERE id = $1", [
    ...[row.id, row.created_at, dateOf(createdAt + ADDRESS_COOL_OFF_SECONDS)],
  ]);
}
