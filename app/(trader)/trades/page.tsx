import type { Metadata } from "next";
import { headers } from "next/headers";
import { readingLocale } from "@/components/money/reading";
import { SimulatedMark } from "@/components/market/simulated-mark";
import { TradeFilterBar } from "@/components/trades/trade-filter-bar";
import { TradesFeed } from "@/components/trades/trades-feed";
import { Notice } from "@/components/ui/notice";
import { PageHeading } from "@/components/ui/page-heading";
import { ALL_TRADES, parseTradeFilters, writeTradeFilters } from "@/lib/contracts/trade-filters";
import { listPairChoices } from "@/lib/server/feed/list-pair-choices";
import { readTrades } from "@/lib/server/feed/read-trades";
import { traderPage } from "@/lib/server/http/trader-page";
import { listMarketNetworks } from "@/lib/server/wallets/list-market-networks";

export const metadata: Metadata = { title: "Trades" };

export default traderPage("/trades", async ({ trader, searchParams }) => {
  const given = Object.entries(searchParams).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one]));
  const parsed = parseTradeFilters(new URLSearchParams(given));
  const filters = parsed.ok ? parsed.value : ALL_TRADES;
  const [initial, networks, pairs, sent] = await Promise.all([
    readTrades(trader, filters, null),
    listMarketNetworks(),
    listPairChoices(),
    headers(),
  ]);
  const query = writeTradeFilters(filters);
  return (
    <>
      <PageHeading title="Trades">
        <span className="flex flex-wrap items-center gap-2">
          Every swap on the networks we read, as it happens
          {networks.some(({ isSimulated }) => isSimulated) ? <SimulatedMark /> : null}
        </span>
      </PageHeading>
      <TradeFilterBar filters={filters} networks={networks} pairs={pairs} />
      {parsed.ok ? null : <Notice look="calm">{parsed.refusal} All trades are shown.</Notice>}
      <TradesFeed key={query} initial={initial} query={query} networks={networks} locale={readingLocale(sent.get("accept-language"))} />
    </>
  );
});
