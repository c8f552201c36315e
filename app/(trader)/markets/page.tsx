import type { Metadata } from "next";
import { headers } from "next/headers";
import { IndexProgress } from "@/components/market/index-progress";
import { MarketTable } from "@/components/market/market-table";
import { SimulatedMark } from "@/components/market/simulated-mark";
import { readingLocale } from "@/components/money/reading";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterChips } from "@/components/ui/filter-chips";
import { PageHeading } from "@/components/ui/page-heading";
import { traderPage } from "@/lib/server/http/trader-page";
import { getMarketStatus } from "@/lib/server/queries/get-market-status";
import { listMarkets } from "@/lib/server/queries/list-markets";
import { services } from "@/lib/server/services";
import { queryOf } from "../query-of";

export const metadata: Metadata = { title: "Markets" };

export default traderPage("/markets", async ({ searchParams }) => {
  const [{ markets }, status] = await Promise.all([listMarkets(), getMarketStatus()]);
  const locale = readingLocale((await headers()).get("accept-language"));
  const networks = [...new Map(markets.map(({ network, networkLabel }) => [network, networkLabel]))];
  const asked = queryOf(searchParams).get("network");
  const network = networks.find(([id]) => id === asked)?.[0] ?? null;
  const shown = network === null ? markets : markets.filter((market) => market.network === network);
  return (
    <>
      <PageHeading title="Markets">
        <span className="flex flex-wrap items-center gap-2">
          {markets.some(({ isSimulated }) => isSimulated) ? <SimulatedMark /> : null}
          Every pair of the index, the most liquid first
        </span>
      </PageHeading>
      <IndexProgress initial={status} locale={locale} />
      {networks.length < 2 ? null : (
        <FilterChips
          label="Network"
          chips={[
            { name: "All", href: "/markets", isChosen: network === null },
            ...networks.map(([id, name]) => ({ name, href: `/markets?network=${id}`, isChosen: id === network })),
          ]}
        />
      )}
      {shown.length === 0 ? (
        <EmptyState title="No markets yet">Pairs appear here as soon as the index has found them on a network it follows.</EmptyState>
      ) : (
        <MarketTable markets={shown} locale={locale} nowSeconds={services().clock.nowSeconds()} />
      )}
    </>
  );
});
