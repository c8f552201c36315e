import { Figure } from "@/components/market/figure";
import { Gain } from "@/components/money/gain";
import { Money } from "@/components/money/amount";
import { ServerTime } from "@/components/ui/server-time";
import type { WalletPositionDto } from "@/lib/contracts/wallets";

interface WalletPositionsProps {
  readonly positions: readonly WalletPositionDto[];
  readonly networkLabels: Readonly<Record<string, string>>;
  readonly locale: string;
  readonly nowSeconds: number;
}

const COLUMNS = ["Amount", "Cost", "Value", "Unrealised", "First bought"];

/** What the wallet still holds of what it was seen buying. */
export function WalletPositions({ positions, networkLabels, locale, nowSeconds }: WalletPositionsProps) {
  if (positions.length === 0) return <p className="text-ink-2">Nothing that it was seen buying is left.</p>;
  const usd = (value: string) => <Money value={value} currency="USD" locale={locale} />;
  return (
    <div role="region" aria-label="Open positions, as a table" tabIndex={0} className="relative min-w-0 overflow-x-auto">
      <table className="w-full border-collapse">
        <thead className="text-13 text-ink-2">
          <tr className="h-8">
            <th scope="col" className="pr-4 text-left font-normal">
              Asset
            </th>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" className="pl-4 text-right font-normal whitespace-nowrap">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {positions.map((position) => (
            <tr
              key={`${position.network} ${position.symbol} ${position.openedAt}`}
              className="h-10 border-t border-line text-right whitespace-nowrap"
            >
              <th scope="row" className="pr-4 text-left font-normal">
                {position.symbol} <span className="text-12 text-ink-2">{networkLabels[position.network] ?? position.network}</span>
              </th>
              <td className="pl-4">
                <Figure value={position.amount} unit={position.symbol} locale={locale} />
              </td>
              <td className="pl-4">{usd(position.costUsd)}</td>
              <td className="pl-4">{position.valueUsd === null ? <NoPrice /> : usd(position.valueUsd)}</td>
              <td className="pl-4">
                {position.unrealisedUsd === null ? <NoPrice /> : <Gain value={position.unrealisedUsd} currency="USD" locale={locale} />}
              </td>
              <td className="pl-4">
                <ServerTime at={position.openedAt} nowSeconds={nowSeconds} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const NoPrice = () => <span className="text-ink-2">no price</span>;
