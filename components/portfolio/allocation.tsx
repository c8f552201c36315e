import { networkName } from "@/components/money/network-name";
import { readShare } from "@/components/money/reading";
import type { PortfolioDto } from "@/lib/contracts/portfolio";

const FILLS = ["fill-(--share-1)", "fill-(--share-2)", "fill-(--share-3)", "fill-(--share-4)", "fill-(--share-5)"] as const;
const NAMED_MAX = 4;

interface Share {
  readonly name: string;
  readonly basisPoints: number;
}

/** How the total is spread: one thin bar and a legend in words and numbers. Nothing is drawn while a price is missing. */
export function Allocation({ portfolio, locale }: { readonly portfolio: PortfolioDto; readonly locale: string }) {
  const shares = sharesOf(portfolio);
  if (shares.length === 0) return null;
  const starts = shares.map((_, index) => shares.slice(0, index).reduce((sum, { basisPoints }) => sum + basisPoints, 0));
  return (
    <section aria-labelledby="allocation" className="grid gap-3">
      <h2 id="allocation" className="text-16 font-strong">
        Allocation
      </h2>
      <svg aria-hidden="true" viewBox="0 0 10000 100" preserveAspectRatio="none" className="h-2 w-full rounded-full">
        {shares.map(({ name, basisPoints }, index) => (
          <rect key={name} x={starts[index]} width={Math.max(0, basisPoints - 15)} height="100" className={FILLS[index]} />
        ))}
      </svg>
      <ul className="flex flex-wrap gap-x-5 gap-y-1.5 text-13">
        {shares.map(({ name, basisPoints }, index) => (
          <li key={name} className="flex items-center gap-2">
            <svg aria-hidden="true" width="8" height="8" viewBox="0 0 8 8">
              <rect width="8" height="8" rx="2" className={FILLS[index]} />
            </svg>
            {name} <span className="text-ink-2">{readShare(basisPoints, locale)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function sharesOf({ total, positions }: PortfolioDto): Share[] {
  if (total === null) return [];
  const all = positions
    .flatMap(({ asset, network, shareBps }): Share[] => {
      const isOneOfSeveral = positions.some((other) => other.asset === asset && other.network !== network);
      const name = isOneOfSeveral ? `${asset}, ${networkName(network)}` : asset;
      return shareBps === null || shareBps === 0 ? [] : [{ name, basisPoints: shareBps }];
    })
    .sort((one, other) => other.basisPoints - one.basisPoints);
  if (all.length <= NAMED_MAX + 1) return all;
  const rest = all.slice(NAMED_MAX).reduce((sum, { basisPoints }) => sum + basisPoints, 0);
  return [...all.slice(0, NAMED_MAX), { name: `${all.length - NAMED_MAX} others`, basisPoints: rest }];
}
