import { Money } from "@/components/money/amount";
import type { PortfolioDto } from "@/lib/contracts/portfolio";

const NAMES = new Intl.ListFormat("en", { type: "conjunction" });

/** The one large figure. A sum with a hole in it is no sum, so a missing price takes its place and names the asset. */
export function Total({ portfolio, locale }: { readonly portfolio: PortfolioDto; readonly locale: string }) {
  const { total, currency, positions } = portfolio;
  const unpriced = positions.filter(({ price }) => price === null).map(({ asset }) => asset);
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
    </section>
  );
}
