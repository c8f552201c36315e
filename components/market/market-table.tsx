import Link from "next/link";
import { Money } from "@/components/money/amount";
import { ServerTime } from "@/components/ui/server-time";
import type { MarketDto } from "@/lib/contracts/markets";
import { Change } from "./change";
import { Figure } from "./figure";
import { SimulatedMark } from "./simulated-mark";

interface MarketTableProps {
  readonly markets: readonly MarketDto[];
  readonly locale: string;
  readonly nowSeconds: number;
}

const HEADS = [
  ["Last price", ""],
  ["24 h", ""],
  ["Volume, 24 h", "hidden @xl:table-cell"],
  ["Liquidity", "hidden @3xl:table-cell"],
  ["Trades, 24 h", "hidden @4xl:table-cell"],
  ["Last trade", "hidden @4xl:table-cell"],
] as const;

/** Every pair, the most liquid first. */
export function MarketTable({ markets, locale, nowSeconds }: MarketTableProps) {
  // Where every row is simulated the page says it once, above them.
  const isMixed = markets.some(({ isSimulated }) => isSimulated) && markets.some(({ isSimulated }) => !isSimulated);
  return (
    <div className="@container">
      <div className="overflow-hidden rounded-card border border-line bg-surface">
        <table aria-label="Markets" className="w-full border-collapse">
          <thead className="bg-surface-2 text-13 text-ink-2">
            <tr className="h-10">
              <th scope="col" className="px-4 text-left font-normal">
                Pair
              </th>
              {HEADS.map(([name, look]) => (
                <th key={name} scope="col" className={`px-4 text-right font-normal whitespace-nowrap ${look}`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {markets.map((market) => (
              <MarketRow
                key={market.pairId}
                market={market}
                isMarked={isMixed && market.isSimulated}
                locale={locale}
                nowSeconds={nowSeconds}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface MarketRowProps {
  readonly market: MarketDto;
  readonly isMarked: boolean;
  readonly locale: string;
  readonly nowSeconds: number;
}

function MarketRow({ market, isMarked, locale, nowSeconds }: MarketRowProps) {
  const usd = (value: string | null) => (value === null ? <Unknown /> : <Money value={value} currency="USD" locale={locale} />);
  return (
    <tr className="h-12 border-t border-line text-right whitespace-nowrap hover:bg-surface-2">
      <th scope="row" className="relative px-4 text-left font-normal">
        <Link href={`/markets/${market.pairId}`} prefetch={false} className="font-strong after:absolute after:inset-0 hover:underline">
          {market.base.symbol}/{market.quote.symbol}
        </Link>
        <span className="mt-0.5 flex flex-wrap items-center gap-x-2 text-12 text-ink-2 @2xl:mt-0 @2xl:ml-2 @2xl:inline-flex">
          {market.networkLabel}
          {isMarked ? <SimulatedMark /> : null}
        </span>
      </th>
      <td className="px-4">
        {market.price === null ? <Unknown /> : <Figure value={market.price} unit={market.quote.symbol} locale={locale} />}
      </td>
      <td className="px-4">
        <Change bps={market.change24hBps} />
      </td>
      <td className="hidden px-4 @xl:table-cell">{usd(market.volume24hUsd)}</td>
      <td className="hidden px-4 @3xl:table-cell">{usd(market.liquidityUsd)}</td>
      <td className="hidden px-4 @4xl:table-cell">{market.trades24h}</td>
      <td className="hidden px-4 text-ink-2 @4xl:table-cell">
        {market.lastTradeAt === null ? <Unknown /> : <ServerTime at={market.lastTradeAt} nowSeconds={nowSeconds} />}
      </td>
    </tr>
  );
}

const Unknown = () => (
  <span className="text-ink-2">
    <span aria-hidden="true">–</span>
    <span className="sr-only">unknown</span>
  </span>
);
