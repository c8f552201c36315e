import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { Change } from "@/components/market/change";
import { Figure } from "@/components/market/figure";
import { PairCandles } from "@/components/market/pair-candles";
import { SimulatedMark } from "@/components/market/simulated-mark";
import { SwapTable } from "@/components/market/swap-table";
import { Money } from "@/components/money/amount";
import { readingLocale } from "@/components/money/reading";
import { Card } from "@/components/ui/card";
import { FilterChips } from "@/components/ui/filter-chips";
import { PageHeading } from "@/components/ui/page-heading";
import { CANDLE_RANGES, parseCandleRange } from "@/lib/contracts/candle-ranges";
import type { MarketDto } from "@/lib/contracts/markets";
import { traderPage } from "@/lib/server/http/trader-page";
import { listCandles } from "@/lib/server/queries/list-candles";
import { listMarkets } from "@/lib/server/queries/list-markets";
import { listPairTrades } from "@/lib/server/queries/list-pair-trades";
import { services } from "@/lib/server/services";
import { queryOf } from "../../query-of";

export const metadata: Metadata = { title: "Market" };

export default traderPage("/markets/[pairId]", async ({ params, searchParams }) => {
  const pairId = params["pairId"] ?? "";
  const range = parseCandleRange(queryOf(searchParams).get("range"));
  const nowSeconds = services().clock.nowSeconds();
  const { seconds, interval } = CANDLE_RANGES[range];
  const [candles, trades, { markets }] = await Promise.all([
    listCandles(pairId, { interval, from: nowSeconds - seconds }),
    listPairTrades(pairId, null),
    listMarkets(),
  ]);
  const market = markets.find((one) => one.pairId === candles.pairId);
  if (market === undefined) notFound();
  const locale = readingLocale((await headers()).get("accept-language"));
  const name = `${market.base.symbol}/${market.quote.symbol}`;
  return (
    <>
      <PageHeading title={name}>
        <span className="flex flex-wrap items-center gap-2">
          {market.isSimulated ? <SimulatedMark /> : null}
          {market.networkLabel}
        </span>
      </PageHeading>
      <MarketFigures market={market} locale={locale} />
      <Card title="Price">
        <FilterChips
          label="Range"
          chips={Object.entries(CANDLE_RANGES).map(([one, { interval: step }]) => ({
            name: `${one} by ${step}`,
            href: `/markets/${pairId}?range=${one}`,
            isChosen: one === range,
          }))}
        />
        <PairCandles key={range} name={name} quoteSymbol={market.quote.symbol} candles={candles} locale={locale} />
      </Card>
      <section aria-label="Latest trades" className="grid min-w-0 gap-3 *:min-w-0">
        <h2 className="text-16 font-strong">Latest trades</h2>
        <SwapTable
          of={{ pairId: market.pairId }}
          first={trades}
          networkLabels={{ [market.network]: market.networkLabel }}
          locale={locale}
          nowSeconds={nowSeconds}
        />
      </section>
    </>
  );
});

function MarketFigures({ market, locale }: { readonly market: MarketDto; readonly locale: string }) {
  const usd = (value: string | null) => (value === null ? "no price" : <Money value={value} currency="USD" locale={locale} />);
  const figures = [
    [
      "Last price",
      market.price === null ? "no trade yet" : <Figure key="price" value={market.price} unit={market.quote.symbol} locale={locale} />,
    ],
    ["Change, 24 h", <Change key="change" bps={market.change24hBps} />],
    ["Volume, 24 h", usd(market.volume24hUsd)],
    ["Liquidity", usd(market.liquidityUsd)],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      {figures.map(([name, figure]) => (
        <div key={name}>
          <dt className="text-13 text-ink-2">{name}</dt>
          <dd className="text-16 font-strong">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
