import type { Metadata } from "next";
import { Suspense } from "react";
import { Allocation } from "@/components/portfolio/allocation";
import { PasskeyOffer } from "@/components/security/passkey-offer";
import { RecoveryCodesOffer } from "@/components/security/recovery-codes-offer";
import { Positions } from "@/components/portfolio/positions";
import { Downloads } from "@/components/portfolio/downloads";
import { readRange } from "@/components/portfolio/read-range";
import { readPositionOrder, writePositionOrder } from "@/components/portfolio/sort-positions";
import { CostNote } from "@/components/portfolio/cost-note";
import { ValueHistory } from "@/components/portfolio/value-history";
import { WithLinkedWallets } from "@/components/portfolio/with-linked-wallets";
import { Skeleton } from "@/components/ui/skeleton";
import { Total } from "@/components/portfolio/total";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeading } from "@/components/ui/page-heading";
import { ServerTime } from "@/components/ui/server-time";
import { traderPage } from "@/lib/server/http/trader-page";
import { getPortfolio } from "@/lib/server/queries/get-portfolio";
import { offersRecoveryCodes } from "@/lib/server/queries/offers-recovery-codes";
import { getHistory } from "@/lib/server/queries/get-history";
import { listLinkedWallets } from "@/lib/server/linked-wallets/list-linked-wallets";
import type { Trader } from "@/lib/server/session/trader";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { approvalContext } from "../approval-context";

export const metadata: Metadata = { title: "Portfolio" };

export default traderPage("/portfolio", async ({ trader, searchParams }) => {
  const [portfolio, context, offersCodes] = await Promise.all([getPortfolio(), approvalContext(trader), offersRecoveryCodes(trader)]);
  const { locale, nowSeconds } = context;
  const range = readRange(searchParams["range"]);
  const order = readPositionOrder(typeof searchParams["sort"] === "string" ? searchParams["sort"] : null);
  const history = await getHistory(range, portfolio);
  // Read on chain after the page is on its way: a slow node must not hold up what is in our custody.
  const linked = <LinkedSection trader={trader} total={portfolio.total} locale={locale} />;
  const pathFor = (changes: Readonly<Record<string, string>>): string =>
    `/portfolio?${new URLSearchParams({ range, sort: writePositionOrder(order), ...changes }).toString()}`;
  return (
    <>
      <PageHeading title="Portfolio">
        Prices as of <ServerTime at={portfolio.asOf} nowSeconds={nowSeconds} />
      </PageHeading>
      <Total portfolio={portfolio} locale={locale} />
      {portfolio.positions.length === 0 ? (
        <EmptyState title="Nothing here yet">
          Each asset you hold appears here with its amount, price, value and profit or loss as soon as a deposit of yours is booked.
        </EmptyState>
      ) : (
        <>
          <ValueHistory history={history} locale={locale} rangePath={(one) => pathFor({ range: one })} />
          <Allocation portfolio={portfolio} locale={locale} />
          <Positions portfolio={portfolio} locale={locale} order={order} orderedPath={(sort) => pathFor({ sort })} />
          <CostNote />
          <Downloads kinds={["activity", "lots", "closes"]} />
        </>
      )}
      <Suspense fallback={<Skeleton className="h-24" />}>{linked}</Suspense>
      {/* Last, because whether they are due is known in the browser only, and nothing may jump when they come. */}
      {offersCodes ? <RecoveryCodesOffer context={context} /> : null}
      <PasskeyOffer context={context} signedInWithPasskey={trader.factors.includes("passkey")} />
    </>
  );
});

async function LinkedSection({
  trader,
  total,
  locale,
}: {
  readonly trader: Trader;
  readonly total: string | null;
  readonly locale: string;
}) {
  // The page is on its way already: an outage from here on costs this section and no more.
  const linked = await listLinkedWallets(trader).catch((error: unknown) => {
    if (error instanceof UnavailableError) return null;
    throw error;
  });
  if (linked === null) return <p className="text-13 text-hold">Linked wallets cannot be read right now. Reload the page in a minute.</p>;
  return <WithLinkedWallets linked={linked} total={total} locale={locale} />;
}
