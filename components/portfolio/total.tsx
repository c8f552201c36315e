import type { ReactNode } from "react";
import { Money } from "@/components/money/amount";
import { Gain } from "@/components/money/gain";
import type { PortfolioDto } from "@/lib/contracts/portfolio";
import { NotKnown } from "./not-known";
import { KnownMoney } from "./position-cell";

const NAMES = new Intl.ListFormat("en", { type: "conjunction" });

/** The one large figure and the sums under it. A sum with a hole in it is no sum, so a missing price takes its place and names the asset. */
export function Total({ portfolio, locale }: { readonly portfolio: PortfolioDto; readonly locale: string }) {
  const { total, currency, positions } = portfolio;
  const unpriced = positions.filter(({ price }) => price === null).map(({ asset }) => asset);
  const gain = (value: string | null) => (value === null ? <NotKnown /> : <Gain value={value} currency={currency} locale={locale} />);
  const figures: readonly (readonly [string, ReactNode])[] = [
    ["Unrealised", gain(portfolio.unrealisedPnl)],
    ["Realised", gain(portfolio.realisedPnl)],
    ["Cost basis", <KnownMoney key="cost" value={portfolio.costBasis} currency={currency} locale={locale} />],
    ["Fees paid", <KnownMoney key="fees" value={portfolio.feesPaid} currency={currency} locale={locale} />],
  ];
  return (
    <section aria-label="Total value" className="grid gap-1">
      <p className="text-13 text-ink-2">Total value</p>
      {total === null ? (
        <>
          <p className="text-28 font-strong">Total unavailable</p>
          <p className="text-ink-2">
            There is no price that is fresh enough for {NAMES.format(unpriced)}. Your amounts below are exact; the total returns with the
            price.
          </p>
        </>
      ) : (
        <p className="text-28 font-strong tracking-tight sm:text-40">
          <Money value={total} currency={currency} locale={locale} />
        </p>
      )}
      <dl className="mt-2 flex flex-wrap gap-x-8 gap-y-2 text-13">
        {figures.map(([name, value]) => (
          <div key={name} className="grid gap-0.5">
            <dt className="text-ink-2">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
