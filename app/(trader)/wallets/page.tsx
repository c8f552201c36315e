import type { Metadata } from "next";
import { headers } from "next/headers";
import { SimulatedMark } from "@/components/market/simulated-mark";
import { readingLocale } from "@/components/money/reading";
import { PageHeading } from "@/components/ui/page-heading";
import { FiguresHelp } from "@/components/wallets/figures-help";
import { WalletBoard } from "@/components/wallets/wallet-board";
import { WalletFilterBar } from "@/components/wallets/wallet-filter-bar";
import { parseWalletFilters, writeWalletFilters } from "@/lib/contracts/wallet-filters";
import { traderPage } from "@/lib/server/http/trader-page";
import { services } from "@/lib/server/services";
import { listMarketNetworks } from "@/lib/server/wallets/list-market-networks";
import { listWallets } from "@/lib/server/wallets/list-wallets";
import { queryOf } from "../query-of";

export const metadata: Metadata = { title: "Wallets" };

export default traderPage("/wallets", async ({ trader, searchParams }) => {
  const filters = parseWalletFilters(queryOf(searchParams));
  const [first, networks] = await Promise.all([listWallets(trader, filters, null), listMarketNetworks()]);
  const locale = readingLocale((await headers()).get("accept-language"));
  return (
    <>
      <PageHeading title="Wallets">
        <span className="flex flex-wrap items-center gap-2">
          {networks.some(({ isSimulated }) => isSimulated) ? <SimulatedMark /> : null}
          Who trades how well, by what they did on chain
        </span>
      </PageHeading>
      <WalletFilterBar filters={filters} networks={networks} />
      <WalletBoard
        key={writeWalletFilters(filters)}
        first={first}
        filters={filters}
        isNarrowed={writeWalletFilters({ ...filters, sort: "profit" }) !== ""}
        locale={locale}
        nowSeconds={services().clock.nowSeconds()}
      />
      <FiguresHelp />
    </>
  );
});
