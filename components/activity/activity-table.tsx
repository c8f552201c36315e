import { Amount } from "@/components/money/amount";
import { networkName } from "@/components/money/network-name";
import { ServerTime } from "@/components/ui/server-time";
import type { ActivityEntryDto } from "@/lib/contracts/activity";

interface ActivityTableProps {
  readonly entries: readonly ActivityEntryDto[];
  readonly nowSeconds: number;
  readonly locale: string;
}

const CELL = "px-4 whitespace-nowrap";

/** What moved, newest first. A table where there is room, a line per entry where there is not. */
export function ActivityTable(props: ActivityTableProps) {
  return (
    <div className="@container">
      <WideTable {...props} />
      <NarrowList {...props} />
    </div>
  );
}

function WideTable({ entries, nowSeconds, locale }: ActivityTableProps) {
  return (
    <div className="hidden overflow-hidden rounded-card border border-line bg-surface @4xl:block">
      <table className="w-full border-collapse text-left">
        <thead className="bg-surface-2 text-13 text-ink-2">
          <tr className="h-10">
            {["When", "What", "Asset"].map((name) => (
              <th key={name} scope="col" className={`${CELL} font-normal`}>
                {name}
              </th>
            ))}
            {["Amount", "Balance after"].map((name) => (
              <th key={name} scope="col" className={`${CELL} text-right font-normal`}>
                {name}
              </th>
            ))}
            <th scope="col" className={`${CELL} font-normal`}>
              Reference
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id} className="h-10 border-t border-line">
              <td className={`${CELL} text-ink-2`}>
                <ServerTime at={entry.at} nowSeconds={nowSeconds} />
              </td>
              <td className={CELL}>{kindName(entry.kind)}</td>
              <td className={CELL}>
                {entry.asset} <span className="text-12 text-ink-2">{networkName(entry.network)}</span>
              </td>
              <td className={`${CELL} text-right`}>
                <Signed value={entry.amount} locale={locale} />
              </td>
              <td className={`${CELL} text-right`}>
                <Amount value={entry.balanceAfter} locale={locale} />
              </td>
              <td className="max-w-56 truncate px-4 font-mono text-13 text-ink-2" title={entry.reference}>
                {entry.reference}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NarrowList({ entries, nowSeconds, locale }: ActivityTableProps) {
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-surface @4xl:hidden">
      {entries.map((entry) => (
        <li key={entry.id} className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-0.5 px-4 py-3">
          <span className="font-strong">{kindName(entry.kind)}</span>
          <span className="text-right">
            <Signed value={entry.amount} locale={locale} /> {entry.asset}
          </span>
          <span className="text-13 text-ink-2">
            <ServerTime at={entry.at} nowSeconds={nowSeconds} />
          </span>
          <span className="text-right text-13 text-ink-2">
            Balance <Amount value={entry.balanceAfter} locale={locale} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Signed({ value, locale }: { readonly value: string; readonly locale: string }) {
  const isOut = value.startsWith("-");
  return (
    <span className="whitespace-nowrap">
      <span className="sr-only">{isOut ? "Out" : "In"} </span>
      {isOut ? "−" : "+"}
      <Amount value={isOut ? value.slice(1) : value} locale={locale} />
    </span>
  );
}

const KINDS: Readonly<Record<string, string>> = {
  deposit: "Deposit",
  withdrawal: "Withdrawal",
  fee: "Fee",
  hold: "Held",
  release: "Released",
  trade: "Received in an order",
};

const kindName = (kind: string): string => KINDS[kind] ?? kind.replace(/[_-]/g, " ");
