import type { Metadata } from "next";
import Link from "next/link";
import { headers } from "next/headers";
import { ActivityTable } from "@/components/activity/activity-table";
import { networkName } from "@/components/money/network-name";
import { readingLocale } from "@/components/money/reading";
import { CloseTable } from "@/components/portfolio/close-table";
import { CostNote } from "@/components/portfolio/cost-note";
import { LotTable } from "@/components/portfolio/lot-table";
import { PositionFigures } from "@/components/portfolio/position-figures";
import { positionPath } from "@/components/portfolio/position-path";
import { readRange } from "@/components/portfolio/read-range";
import { ValueHistory } from "@/components/portfolio/value-history";
import { PageHeading } from "@/components/ui/page-heading";
import { ServerTime } from "@/components/ui/server-time";
import { traderPage } from "@/lib/server/http/trader-page";
import { getHistory } from "@/lib/server/queries/get-history";
import { getPosition } from "@/lib/server/queries/get-position";
import { services } from "@/lib/server/services";

export const metadata: Metadata = { title: "Position" };

export default traderPage("/portfolio/[network]/[asset]", async ({ params, searchParams }) => {
  const detail = await getPosition(params["network"] ?? "", params["asset"] ?? "");
  const { portfolio, position, lots, closes, activity } = detail;
  const { network, asset } = position;
  const history = await getHistory(readRange(searchParams["range"]), portfolio, { network, asset });
  const locale = readingLocale((await headers()).get("accept-language"));
  const nowSeconds = services().clock.nowSeconds();
  const reading = { currency: portfolio.currency, locale, nowSeconds };
  return (
    <>
      <nav aria-label="Breadcrumb" className="text-13">
        <Link href="/portfolio" className="text-accent underline underline-offset-2">
          Portfolio
        </Link>
      </nav>
      <PageHeading title={`${asset} on ${networkName(network)}`}>
        Prices as of <ServerTime at={portfolio.asOf} nowSeconds={nowSeconds} />
      </PageHeading>
      <PositionFigures detail={detail} locale={locale} />
      <ValueHistory history={history} locale={locale} rangePath={(range) => `${positionPath(network, asset)}?range=${range}`} />
      <LotTable lots={lots} {...reading} />
      <CloseTable closes={closes} {...reading} />
      <section aria-labelledby="movements" className="grid gap-3">
        <h2 id="movements" className="text-16 font-strong">
          Movements
        </h2>
        <ActivityTable entries={activity} nowSeconds={nowSeconds} locale={locale} />
      </section>
      <CostNote />
    </>
  );
});
