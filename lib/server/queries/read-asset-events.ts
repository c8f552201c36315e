// The books of one trader as events of each asset, oldest first: the one mapping from bookings to what the cost basis folds.
import "server-only";
import type { AssetEvent } from "@/lib/market/fifo-cost";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { multiplyByPrice } from "@/lib/money/multiply-by-price";
import type { Transaction } from "@/lib/server/postgres/database";
import type { PriceFeed } from "@/lib/use-cases/ports/price-source";
import { priceAt, PRICE_DECIMALS } from "./price-at";

/** One asset on one network: what is owned, what of it is held, where its price is read, and everything that ever came in or left. */
export interface AssetBooks {
  readonly asset: string;
  readonly network: string;
  readonly decimals: number;
  readonly amountBaseUnits: bigint;
  readonly heldBaseUnits: bigint;
  readonly feed: PriceFeed | null;
  readonly events: readonly AssetEvent[];
}

interface BookedRow {
  readonly asset: string;
  readonly network: string;
  readonly decimals: number;
  readonly chain_id: bigint;
  readonly feed: string | null;
  readonly feed_decimals: number | null;
  readonly balance: string;
  readonly held: string;
  readonly kind: string;
  readonly side: "debit" | "credit";
  readonly at: bigint;
  readonly reference: string;
  readonly amount: string;
  readonly cost: string | null;
  readonly fee: string;
  readonly price: string | null;
}

// One statement, so that balances and bookings are of one moment. Only what changes how much is owned: setting money aside and putting it back moves nothing in or out. Of a settlement the trader's own rows hold
// amount and fee in one entry; the withdrawal that it settles says which part was the fee. Within a second what came in stands first, because money
// cannot have left before it was there; then each account's own order.
const BOOKED = `
  SELECT e.asset, e.network, s.decimals, n.chain_id, s.feed, s.feed_decimals, b.balance, b.held, e.transfer_kind AS kind, e.side, extract(epoch FROM e.occurred_at)::bigint AS at, t.reference, e.amount, t.cost,
         coalesce(w.fee, 0) AS fee, CASE WHEN w.fee > 0 THEN ${priceAt("extract(epoch FROM e.occurred_at)")} END AS price
    FROM holdfast.entries e
    JOIN holdfast.transfers t ON t.id = e.transfer_id
    JOIN holdfast.assets s ON s.asset = e.asset AND s.network = e.network
    JOIN holdfast.networks n ON n.id = s.network
    JOIN (SELECT asset, network, sum(balance) AS balance, coalesce(sum(balance) FILTER (WHERE kind = 'held'), 0) AS held
            FROM holdfast.accounts WHERE trader = $1 GROUP BY asset, network) b ON b.asset = e.asset AND b.network = e.network
    LEFT JOIN holdfast.withdrawals w ON e.transfer_kind = 'settlement' AND w.id::text = t.reference AND w.fee_asset = e.asset AND w.fee < e.amount
   WHERE e.trader = $1 AND (e.transfer_kind, e.account_kind) IN (('deposit', 'available'), ('settlement', 'held'), ('trade', 'available'), ('trade', 'held'))
   ORDER BY e.occurred_at, e.side, e.account_version, e.id`;

/** Reads the books of `sub` inside its transaction, one row per asset that it ever had. */
export async function readAssetEvents(tx: Transaction, sub: string): Promise<readonly AssetBooks[]> {
  const books = new Map<string, AssetBooks & { readonly events: AssetEvent[] }>();
  for (const row of await tx.query<BookedRow>(BOOKED, [sub])) {
    const key = `${row.network}/${row.asset}`;
    const book = books.get(key) ?? { ...headOf(row), events: [] };
    book.events.push(...eventsOf(row));
    books.set(key, book);
  }
  return [...books.values()];
}

const headOf = (row: BookedRow): Omit<AssetBooks, "events"> => ({
  asset: row.asset,
  network: row.network,
  decimals: row.decimals,
  amountBaseUnits: BigInt(row.balance),
  heldBaseUnits: BigInt(row.held),
  feed: row.feed === null || row.feed_decimals === null ? null : { chainId: row.chain_id, address: row.feed, decimals: row.feed_decimals },
});

function eventsOf(row: BookedRow): AssetEvent[] {
  const at = { atSeconds: Number(row.at), reference: row.reference };
  const amount = BigInt(row.amount);
  const cost = row.cost === null ? null : BigInt(row.cost);
  // What a trade was worth is the cost of what came and the proceeds of what was given.
  if (row.side === "credit") return [{ kind: "acquire", amountBaseUnits: amount, usdUnits: cost, ...at }];
  if (row.kind === "trade") return [{ kind: "dispose", amountBaseUnits: amount, usdUnits: cost, ...at }];
  const fee = BigInt(row.fee);
  const moved: AssetEvent = { kind: "move_out", amountBaseUnits: amount - fee, usdUnits: null, ...at };
  return fee === 0n ? [moved] : [moved, { kind: "fee", amountBaseUnits: fee, usdUnits: worthOf(row, fee), ...at }];
}

const worthOf = ({ price, decimals }: BookedRow, units: bigint): bigint | null =>
  price === null
    ? null
    : multiplyByPrice({ units, decimals }, { units: BigInt(price), decimals: PRICE_DECIMALS }, USD_DECIMALS, "half_even");
