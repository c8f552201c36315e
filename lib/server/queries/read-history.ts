// The value of a trader's holdings over time: balances from the append-only books, prices from the index, the present from the portfolio itself.
import "server-only";
import type { HistoryDto, HistoryPointDto, HistoryRange } from "@/lib/contracts/portfolio-history";
import { sampleTimes } from "@/lib/market/sample-times";
import { type BalanceAt, valueOverTime } from "@/lib/market/value-over-time";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { parseAmount } from "@/lib/money/parse-amount";
import type { Database, Transaction } from "@/lib/server/postgres/database";
import { priceAt, PRICE_DECIMALS } from "./price-at";
import { usdText } from "./usd-text";

/** Which holdings: all of a trader's, or one position. */
export interface HistoryScope {
  readonly network: string;
  readonly asset: string;
}

const DAY_SECONDS = 86_400;
const SPANS: Readonly<Record<HistoryRange, number | null>> = {
  "1d": DAY_SECONDS,
  "1w": 7 * DAY_SECONDS,
  "1m": 30 * DAY_SECONDS,
  "3m": 90 * DAY_SECONDS,
  all: null,
};

const OF_SCOPE = "trader = $1 AND ($2::text IS NULL OR (network = $2 AND asset = $3))";
const FIRST = `SELECT extract(epoch FROM min(occurred_at))::bigint AS first FROM holdfast.entries WHERE ${OF_SCOPE}`;

// Every entry falls into the first moment that is not before it; summing those up to a moment is the balance then. Entries are read once, whatever
// the number of moments.
const BALANCES = `
  WITH moments AS (SELECT at, ord FROM unnest($4::bigint[]) WITH ORDINALITY AS m (at, ord)),
       changes AS (
         SELECT asset, network, width_bucket(extract(epoch FROM occurred_at)::bigint - 1, $4::bigint[]) + 1 AS ord,
                sum(CASE side WHEN 'credit' THEN amount ELSE -amount END) AS change
           FROM holdfast.entries WHERE ${OF_SCOPE} GROUP BY 1, 2, 3),
       balances AS (
         SELECT h.asset, h.network, m.at,
                sum(coalesce(c.change, 0)) OVER (PARTITION BY h.asset, h.network ORDER BY m.ord) AS amount
           FROM (SELECT DISTINCT asset, network FROM changes) h CROSS JOIN moments m
           LEFT JOIN changes c ON c.asset = h.asset AND c.network = h.network AND c.ord = m.ord)
  SELECT b.at, b.amount, s.decimals, ${priceAt("b.at")} AS price
    FROM balances b
    JOIN holdfast.assets s ON s.asset = b.asset AND s.network = b.network
    JOIN holdfast.networks n ON n.id = s.network
   WHERE b.amount > 0`;

interface BalanceRow {
  readonly at: bigint;
  readonly amount: string;
  readonly decimals: number;
  readonly price: string | null;
}

/**
 * The history of `sub`'s holdings in `range`, up to `nowSeconds`, where it ends in `liveValue`: the value that the portfolio shows at that moment, so
 * that chart and total never disagree. Throws UnavailableError("database") on outages.
 */
export async function readHistory(
  parts: { readonly database: Database },
  sub: string,
  {
    range,
    scope,
    liveValue,
    nowSeconds,
  }: {
    readonly range: HistoryRange;
    readonly scope: HistoryScope | null;
    readonly liveValue: string | null;
    readonly nowSeconds: number;
  },
): Promise<HistoryDto> {
  const subject = [sub, scope?.network ?? null, scope?.asset ?? null];
  const read = async (tx: Transaction) => {
    const [found] = await tx.query<{ first: bigint | null }>(FIRST, subject);
    const firstAt = found?.first ?? null;
    const samples = sampleTimes(SPANS[range], firstAt === null ? null : Number(firstAt), nowSeconds);
    return { samples, rows: await tx.query<BalanceRow>(BALANCES, [...subject, samples.atSeconds]) };
  };
  const { samples, rows } = await parts.database.asTrader(sub, read);
  const points = valueOverTime(samples.atSeconds, rows.map(balanceOf)).map(({ atSeconds, usdUnits }): HistoryPointDto => ({
    at: new Date(atSeconds * 1_000).toISOString(),
    value: atSeconds === nowSeconds ? liveValue : usdText(usdUnits),
  }));
  return { range, currency: "USD", stepSeconds: samples.stepSeconds, points, change: changeOver(points) };
}

const balanceOf = (row: BalanceRow): BalanceAt => ({
  atSeconds: Number(row.at),
  amountBaseUnits: BigInt(row.amount),
  decimals: row.decimals,
  priceUnits: row.price === null ? null : BigInt(row.price),
  priceDecimals: PRICE_DECIMALS,
});

function changeOver(points: readonly HistoryPointDto[]): string | null {
  const known = points.flatMap(({ value }) => {
    const units = parseAmount(value, USD_DECIMALS);
    return units.ok ? [units.value] : [];
  });
  const [first, last] = [known[0], known.at(-1)];
  return known.length < 2 || first === undefined || last === undefined ? null : usdText(last - first);
}
