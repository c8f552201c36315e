import type { Metadata } from "next";
import { headers } from "next/headers";
import { SimulatedMark } from "@/components/market/simulated-mark";
import { SwapTable } from "@/components/market/swap-table";
import { readingLocale } from "@/components/money/reading";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { FullAddress, shortAddress } from "@/components/ui/full-address";
import { PageHeading } from "@/components/ui/page-heading";
import { FiguresHelp } from "@/components/wallets/figures-help";
import { FollowCard } from "@/components/wallets/follow-card";
import { WalletPositions } from "@/components/wallets/wallet-positions";
import { WalletProfit } from "@/components/wallets/wallet-profit";
import { WalletStatsTable } from "@/components/wallets/wallet-stats-table";
import { traderPage } from "@/lib/server/http/trader-page";
import { services } from "@/lib/server/services";
import { listWalletTrades } from "@/lib/server/wallets/list-wallet-trades";
import { readWallet } from "@/lib/server/wallets/read-wallet";

export const metadata: Metadata = { title: "Wallet" };

export default traderPage("/wallets/[address]", async ({ trader, params }) => {
  const address = params["address"] ?? "";
  const [wallet, trades] = await Promise.all([readWallet(trader, address), listWalletTrades(address, null)]);
  const locale = readingLocale((await headers()).get("accept-language"));
  const shown = { locale, nowSeconds: services().clock.nowSeconds() };
  const networkLabels = Object.fromEntries(wallet.networks.map(({ network, label }) => [network, label]));
  const label = wallet.follow?.label ?? "";
  const isSimulated = wallet.stats.some((row) => wallet.networks.some((one) => one.network === row.network && one.isSimulated));
  return (
    <>
      <PageHeading title={label === "" ? `Wallet ${shortAddress(wallet.wallet)}` : label}>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
          {isSimulated ? <SimulatedMark /> : null}
          <FullAddress address={wallet.wallet} />
          <CopyButton text={wallet.wallet} label="Copy address" />
        </span>
      </PageHeading>
      {wallet.stats.length === 0 ? (
        <EmptyState title="Nothing seen of this wallet yet">
          The index has read no swap of it. Follow it, and its first trade appears here and in your signals.
        </EmptyState>
      ) : (
        <>
          <WalletStatsTable stats={wallet.stats} networkLabels={networkLabels} {...shown} />
          <FiguresHelp />
          <Card title="Realised profit">
            <WalletProfit profit={wallet.profit} locale={locale} />
          </Card>
          <Card title="Open positions">
            <WalletPositions positions={wallet.positions} networkLabels={networkLabels} {...shown} />
          </Card>
        </>
      )}
      <FollowCard wallet={wallet.wallet} initial={wallet.follow} />
      {wallet.stats.length === 0 ? null : (
        <section aria-label="Trades" className="grid min-w-0 gap-3 *:min-w-0">
          <h2 className="text-16 font-strong">Trades</h2>
          <SwapTable of={{ wallet: wallet.wallet }} first={trades} networkLabels={networkLabels} {...shown} />
        </section>
      )}
    </>
  );
});
