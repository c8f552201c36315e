// The closes of wallets: written once, and read back in their order where a sum over networks has to start anew.
import "server-only";
import { type CloseStats, NO_CLOSES, addClose } from "@/lib/market/wallet-stats";
import type { Transaction } from "@/lib/server/postgres/database";
import type { IndexClose } from "./play-wallets";

/** Writes closes of one network. */
export async function writeCloses(tx: Transaction, network: string, closes: readonly IndexClose[]): Promise<void> {
  if (closes.length === 0) return;
  await tx.query(
    `INSERT INTO holdfast.wallet_closes (network, block_number, log_index, wallet, token, closed_at, amount, proceeds_usd, cost_usd, held_seconds)
     SELECT $1, block_number, log_index, wallet, token, to_timestamp(closed_at), amount, proceeds_usd, cost_usd, held_seconds
       FROM unnest($2::bigint[], $3::int[], $4::text[], $5::text[], $6::bigint[], $7::numeric[], $8::numeric[], $9::numeric[], $10::bigint[])
         AS t (block_number, log_index, wallet, token, closed_at, amount, proceeds_usd, cost_usd, held_seconds)`,
    [
      network,
      closes.map(({ blockNumber }) => blockNumber),
      closes.map(({ logIndex }) => logIndex),
      closes.map(({ wallet }) => wallet),
      closes.map(({ token }) => token),
      closes.map(({ closedAtSeconds }) => closedAtSeconds),
      closes.map(({ amount }) => amount),
      closes.map(({ proceedsUsd }) => proceedsUsd),
      closes.map(({ costUsd }) => costUsd),
      closes.map(({ heldSeconds }) => heldSeconds),
    ],
  );
}

// The order of the sum over all networks. Names are compared by their bytes, whatever the database's language.
const LAST = `
  SELECT w.wallet, l.at, l.network
    FROM unnest($1::text[]) AS w (wallet)
   CROSS JOIN LATERAL (
         SELECT extract(epoch FROM c.closed_at)::bigint AS at, c.network FROM holdfast.wallet_closes c
          WHERE c.wallet = w.wallet ORDER BY c.closed_at DESC, c.network COLLATE "C" DESC LIMIT 1) l`;

/**
 * The wallets of `closes` (new ones of `network`, not written yet) for which a later close of another network stands already, so that theirs
 * cannot simply be added at the end.
 */
export async function findOvertaken(tx: Transaction, network: string, closes: readonly IndexClose[]): Promise<ReadonlySet<string>> {
  const firstAt = new Map<string, number>();
  for (const { wallet, closedAtSeconds } of closes) if (!firstAt.has(wallet)) firstAt.set(wallet, closedAtSeconds);
  const overtaken = new Set<string>();
  if (firstAt.size === 0) return overtaken;
  for (const last of await tx.query<{ wallet: string; at: bigint; network: string }>(LAST, [[...firstAt.keys()]])) {
    const [at, first] = [Number(last.at), firstAt.get(last.wallet) ?? 0];
    if (at > first || (at === first && last.network > network)) overtaken.add(last.wallet);
  }
  return overtaken;
}

interface CloseRow {
  readonly wallet: string;
  readonly proceeds_usd: string;
  readonly cost_usd: string;
  readonly held_seconds: bigint;
}

/** The figures of all closes of `wallets`, on one network or (null) on all, in order of time, network, block and log. */
export async function sumCloses(tx: Transaction, network: string | null, wallets: readonly string[]): Promise<Map<string, CloseStats>> {
  const sums = new Map<string, CloseStats>();
  if (wallets.length === 0) return sums;
  const rows = await tx.query<CloseRow>(
    `SELECT wallet, proceeds_usd, cost_usd, held_seconds FROM holdfast.wallet_closes
      WHERE wallet = ANY ($1::text[]) AND ($2::text IS NULL OR network = $2)
      ORDER BY wallet, closed_at, network COLLATE "C", block_number, log_index`,
    [wallets, network],
  );
  for (const row of rows) {
    const close = { proceedsUsd: BigInt(row.proceeds_usd), costUsd: BigInt(row.cost_usd), heldSeconds: Number(row.held_seconds) };
    sums.set(row.wallet, addClose(sums.get(row.wallet) ?? NO_CLOSES, close));
  }
  return sums;
}
