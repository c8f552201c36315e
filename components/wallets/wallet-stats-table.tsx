import { Gain } from "@/components/money/gain";
import { Money } from "@/components/money/amount";
import { readAmount } from "@/components/money/reading";
import { ServerTime } from "@/components/ui/server-time";
import type { WalletStatsDto } from "@/lib/contracts/wallets";
import { holdingWords, winRateWords } from "./holding-words";

interface WalletStatsTableProps {
  readonly stats: readonly WalletStatsDto[];
  readonly networkLabels: Readonly<Record<string, string>>;
  readonly locale: string;
  readonly nowSeconds: number;
}

const COLUMNS = ["Realised profit", "Win rate", "Drawdown", "Held", "Trades", "Volume", "Fees", "Last trade"];

/** A wallet's figures, all networks first. */
export function WalletStatsTable({ stats, networkLabels, locale, nowSeconds }: WalletStatsTableProps) {
  const usd = (value: string) => <Money value={value} currency="USD" locale={locale} />;
  return (
    <div
      role="region"
      aria-label="Figures by network"
      tabIndex={0}
      className="relative min-w-0 overflow-x-auto rounded-card border border-line bg-surface"
    >
      <table className="w-full border-collapse">
        <thead className="bg-surface-2 text-13 text-ink-2">
          <tr className="h-10">
            <th scope="col" className="px-4 text-left font-normal">
              Network
            </th>
            {COLUMNS.map((name) => (
              <th key={name} scope="col" className="px-4 text-right font-normal whitespace-nowrap">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stats.map((row) => (
            <tr key={row.network} className="h-10 border-t border-line text-right whitespace-nowrap">
              <th scope="row" className={`px-4 text-left ${row.network === "all" ? "" : "font-normal"}`}>
                {row.network === "all" ? "All networks" : (networkLabels[row.network] ?? row.network)}
              </th>
              <td className="px-4">
                <Gain value={row.realisedUsd} currency="USD" locale={locale} />
              </td>
              <td className="px-4">{row.winRateBps === null ? "none yet" : winRateWords(row.winRateBps)}</td>
              <td className="px-4">{usd(row.drawdownUsd)}</td>
              <td className="px-4">{row.heldSecondsAvg === null ? "none yet" : holdingWords(row.heldSecondsAvg)}</td>
              <td className="px-4">{readAmount(String(row.trades), locale)}</td>
              <td className="px-4">{usd(row.volumeUsd)}</td>
              <td className="px-4">{usd(row.feesUsd)}</td>
              <td className="px-4">
                <ServerTime at={row.lastAt} nowSeconds={nowSeconds} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
