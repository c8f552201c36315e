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

/** Most sales end within the first few lots; a wallet that bought for years has thousands. */
const LOTS_AT_FIRST = 8;

// Oldest first: the order in which they are given up. The limit is for each wallet and token; NULL is none.
const LOTS = `
  SELECT k.wallet, k.token, l.* FROM unnest($2::text[], $3::text[]) AS k (wallet, token)
   CROSS JOIN LATERAL (
         SELECT block_number, log_index, extract(epoch FROM opened_at)::bigint AS opened_at, amount_left, cost_left FROM holdfast.wallet_lots
          WHERE network = $1 AND wallet = k.wallet AND token = k.token ORDER BY block_number, log_index LIMIT $4) l
   ORDER BY l.block_number, l.log_index`;

interface Sold {
  readonly wallet: string;
  readonly token: string;
  readonly baseUnits: bigint;
}

/** Reads as many of the oldest lots as `trades` can give up at most: those of what they pay with. */
export async function loadLots(tx: Transaction, network: string, trades: readonly WalletTrade[]): Promise<LotBook> {
  const sold = new Map<string, Sold>();
  for (const { wallet, paid, paidUnits } of trades) {
    if (paid.isUsdAnchor) continue;
    const key = lotKey(wallet, paid.address);
    sold.set(key, { wallet, token: paid.address, baseUnits: (sold.get(key)?.baseUnits ?? 0n) + paidUnits });
  }
  const book = await readLots(tx, network, [...sold.values()], LOTS_AT_FIRST);
  const short = [...sold].filter(([key, { baseUnits }]) => mayHaveMore(book.get(key) ?? [], baseUnits)).map(([, some]) => some);
  for (const [key, lots] of await readLots(tx, network, short, null)) book.set(key, lots);
  return book;
}

const mayHaveMore = (lots: readonly IndexLot[], baseUnits: bigint): boolean =>
  lots.length === LOTS_AT_FIRST && lots.reduce((sum, { amountLeft }) => sum + amountLeft, 0n) < baseUnits;

async function readLots(tx: Transaction, network: string, sold: readonly Sold[], limit: number | null): Promise<Map<string, IndexLot[]>> {
  const book = new Map<string, IndexLot[]>();
  if (sold.length === 0) return book;
  const keys = [sold.map(({ wallet }) => wallet), sold.map(({ token }) => token)];
  for (const row of await tx.query<LotRow>(LOTS, [network, ...keys, limit])) {
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
