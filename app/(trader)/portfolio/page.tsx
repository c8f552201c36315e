import type { Metadata } from "next";
import { Allocation } from "@/components/portfolio/allocation";
import { PasskeyOffer } from "@/components/security/passkey-offer";
import { RecoveryCodesOffer } from "@/components/security/recovery-codes-offer";
import { Positions } from "@/components/portfolio/positions";
import { readRange } from "@/components/portfolio/read-range";
import { readPositionOrder, writePositionOrder } from "@/components/portfolio/sort-positions";
import { CostNote } from "@/components/portfolio/cost-note";
import { ValueHistory } from "@/components/portfolio/value-history";
import { Total } from "@/components/portfolio/total";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeading } from "@/components/ui/page-heading";
import { ServerTime } from "@/components/ui/server-time";
import { traderPage } from "@/lib/server/http/trader-page";
import { getPortfolio } from "@/lib/server/queries/get-portfolio";
import { offersRecoveryCodes } from "@/lib/server/queries/offers-recovery-codes";
import { getHistory } from "@/lib/server/queries/get-history";
import { approvalContext } from "../approval-context";

export const metadata: Metadata = { title: "Portfolio" };

export default traderPage("/portfolio", async ({ trader, searchParams }) => {
  const [portfolio, context, offersCodes] = await Promise.all([getPortfolio(), approvalContext(trader), offersRecoveryCodes(trader)]);
  const { locale, nowSeconds } = context;
  const range = readRange(searchParams["range"]);
  const order = readPositionOrder(typeof searchParams["sort"] === "string" ? searchParams["sort"] : null);
  const history = await getHistory(range, portfolio);
  const pathFor = (changes: Readonly<Record<string, string>>): string =>
    `/portfolio?${new URLSearchParams({ range, sort: writePositionOrder(order), ...changes }).toString()}`;
  return (
    <>
      <PageHeading title="Portfolio">
        Prices as of <ServerTime at={portfolio.asOf} nowSeconds={nowSeconds} />
      </PageHeading>
      <PasskeyOffer context={context} signedInWithPasskey={trader.factors.includes("passkey")} />
      {offersCodes ? <RecoveryCodesOffer context={context} /> : null}
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
        </>
      )}
    </>
  );
});
