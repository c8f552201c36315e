import type { ReactNode } from "react";
import { Amount, Price } from "@/components/money/amount";
import { Gain } from "@/components/money/gain";
import { readShare } from "@/components/money/reading";
import type { PositionDetailDto } from "@/lib/contracts/position";
import { NotKnown } from "./not-known";
import { KnownMoney } from "./position-cell";

/** The figures of one position: its value large, what it is made of under it. */
export function PositionFigures({ detail, locale }: { readonly detail: PositionDetailDto; readonly locale: string }) {
  const { portfolio, position, averageCost } = detail;
  const { currency } = portfolio;
  const money = (value: string | null) => <KnownMoney value={value} currency={currency} locale={locale} />;
  const price = (value: string | null) => (value === null ? <NotKnown /> : <Price value={value} currency={currency} locale={locale} />);
  const gain = (value: string | null) => (value === null ? <NotKnown /> : <Gain value={value} currency={currency} locale={locale} />);
  const figures: readonly (readonly [string, ReactNode])[] = [
    ["Amount", <Amount key="amount" value={position.amount} locale={locale} />],
    ["Held for withdrawals", <Amount key="held" value={position.held} locale={locale} />],
    ["Price", price(position.price)],
    ["Share of the portfolio", position.shareBps === null ? <NotKnown key="share" /> : readShare(position.shareBps, locale)],
    ["Cost basis", money(position.costBasis)],
    ["Average cost", price(averageCost)],
    ["Unrealised", gain(position.unrealisedPnl)],
    ["Realised", gain(position.realisedPnl)],
    ["Fees paid", <Fees key="fees" detail={detail} locale={locale} />],
  ];
  return (
    <section aria-label="Figures" className="grid gap-4">
      <div className="grid gap-1">
        <p className="text-13 text-ink-2">Value</p>
        <p className="text-28 font-strong tracking-tight sm:text-40">
          {position.value === null ? "Price unavailable" : money(position.value)}
        </p>
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 text-13 sm:grid-cols-3 lg:grid-cols-5">
        {figures.map(([name, value]) => (
          <div key={name} className="grid min-w-0 content-start gap-0.5">
            <dt className="text-ink-2">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** In dollars of the day where that is known, in the asset itself where it is not. */
function Fees({ detail: { portfolio, position }, locale }: { readonly detail: PositionDetailDto; readonly locale: string }) {
  const { fees, asset } = position;
  if (fees.value !== null) return <KnownMoney value={fees.value} currency={portfolio.currency} locale={locale} />;
  return (
    <>
      <Amount value={fees.amount} locale={locale} /> {asset}
    </>
  );
}
