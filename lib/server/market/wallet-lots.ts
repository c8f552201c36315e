// The lots of wallets between memory and table; only what changed is written.
import "server-only";
import type { Transaction } from "@/lib/server/postgres/database";
import { type IndexLot, type LotBook, type WalletTrade, lotKey } from "./play-wallets";

interface LotRow {
  readonly wallet: string;
  readonly token: string;
  readonly block_number: bigint;
  readonly log_index: number;
  readonly opened_at: bigint;
  readonly amount_left: string;
  readonly cost_left: string;
}

// Oldest first: the order in which they are given up.
const LOTS = `
  SELECT l.wallet, l.token, l.block_number, l.log_index, extract(epoch FROM l.opened_at)::bigint AS opened_at, l.amount_left, l.cost_left
    FROM unnest($2::text[], $3::text[]) AS k (wallet, token)
    JOIN holdfast.wallet_lots l ON l.network = $1 AND l.wallet = k.wallet AND l.token = k.token
   ORDER BY l.block_number, l.log_index`;

/** Reads the lots that `trades` may give up: those of what they pay with. */
export async function loadLots(tx: Transaction, network: string, trades: readonly WalletTrade[]): Promise<LotBook> {
  const keys = new Map(
    trades.filter(({ paid }) => !paid.isUsdAnchor).map(({ wallet, paid }) => [lotKey(wallet, paid.address), [wallet, paid.address]]),
  );
  const book = new Map<string, IndexLot[]>();
  if (keys.size === 0) return book;
  const [wallets, tokens] = [0, 1].map((at) => [...keys.values()].map((key) => key[at]));
  for (const row of await tx.query<LotRow>(LOTS, [network, wallets, tokens])) {
    const lot = {
      blockNumber: row.block_number,
      logIndex: row.log_index,
      openedAtSeconds: Number(row.opened_at),
      amountLeft: BigInt(row.amount_left),
      costLeft: BigInt(row.cost_left),
    };
    const lots = book.get(lotKey(row.wallet, row.token));
    if (lots === undefined) book.set(lotKey(row.wallet, row.token), [lot]);
    else lots.push(lot);
  }
  return book;
}

interface KeyedLot extends IndexLot {
  readonly wallet: string;
  readonly token: string;
}

/** Writes the difference between `before`, as loaded, and `after`. */
export async function writeLots(tx: Transaction, network: string, before: LotBook, after: LotBook): Promise<void> {
  const gone: KeyedLot[] = [];
  const changed: KeyedLot[] = [];
  for (const [key, lots] of after) {
    const [wallet = "", token = ""] = key.split(" ");
    const stood = before.get(key) ?? [];
    const same = new Set(stood);
    const kept = new Set(lots.map(placeOf));
    for (const lot of stood) if (!kept.has(placeOf(lot))) gone.push({ ...lot, wallet, token });
    for (const lot of lots) if (!same.has(lot)) changed.push({ ...lot, wallet, token });
  }
  if (gone.length > 0) await deleteLots(tx, network, gone);
  if (changed.length > 0) await upsertLots(tx, network, changed);
}

const placeOf = ({ blockNumber, logIndex }: IndexLot): string => `${String(blockNumber)} ${String(logIndex)}`;

const placesOf = (lots: readonly KeyedLot[]): unknown[] => [
  lots.map(({ wallet }) => wallet),
  lots.map(({ token }) => token),
  lots.map(({ blockNumber }) => blockNumber),
  lots.map(({ logIndex }) => logIndex),
];

const deleteLots = (tx: Transaction, network: string, lots: readonly KeyedLot[]): Promise<unknown> =>
  tx.query(
    `DELETE FROM holdfast.wallet_lots l USING unnest($2::text[], $3::text[], $4::bigint[], $5::int[]) AS g (wallet, token, block_number, log_index)
      WHERE l.network = $1 AND l.wallet = g.wallet AND l.token = g.token AND l.block_number = g.block_number AND l.log_index = g.log_index`,
    [network, ...placesOf(lots)],
  );

const upsertLots = (tx: Transaction, network: string, lots: readonly KeyedLot[]): Promise<unknown> =>
  tx.query(
    `INSERT INTO holdfast.wallet_lots (network, wallet, token, block_number, log_index, opened_at, amount_left, cost_left)
     SELECT $1, wallet, token, block_number, log_index, to_timestamp(opened_at), amount_left, cost_left
       FROM unnest($2::text[], $3::text[], $4::bigint[], $5::int[], $6::bigint[], $7::numeric[], $8::numeric[])
         AS t (wallet, token, block_number, log_index, opened_at, amount_left, cost_left)
     ON CONFLICT (network, wallet, token, block_number, log_index)
       DO UPDATE SET amount_left = excluded.amount_left, cost_left = excluded.cost_left`,
    [
      network,
      ...placesOf(lots),
      lots.map(({ openedAtSeconds }) => openedAtSeconds),
      lots.map(({ amountLeft }) => amountLeft),
      lots.map(({ costLeft }) => costLeft),
    ],
  );
