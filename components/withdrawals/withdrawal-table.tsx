import { Amount } from "@/components/money/amount";
import { ServerTime } from "@/components/ui/server-time";
import type { WithdrawalDto, WithdrawalState } from "@/lib/contracts/withdrawals";
import { STATE_NAMES } from "./withdrawal-words";

interface WithdrawalTableProps {
  readonly withdrawals: readonly WithdrawalDto[];
  readonly nowSeconds: number;
  readonly locale: string;
}

const CELL = "px-4 whitespace-nowrap";

/** Every withdrawal, newest first. A table where there is room, a card per withdrawal where there is not. */
export function WithdrawalTable(props: WithdrawalTableProps) {
  return (
    <div className="@container">
      <WideTable {...props} />
      <NarrowList {...props} />
    </div>
  );
}

function WideTable({ withdrawals, nowSeconds, locale }: WithdrawalTableProps) {
  return (
    <div className="hidden overflow-hidden rounded-card border border-line bg-surface @3xl:block">
      <table className="w-full border-collapse text-left">
        <thead className="bg-surface-2 text-13 text-ink-2">
          <tr className="h-10">
            {["When", "State", "To"].map((name) => (
              <th key={name} scope="col" className={`${CELL} font-normal`}>
                {name}
              </th>
            ))}
            <th scope="col" className={`${CELL} text-right font-normal`}>
              Amount
            </th>
            <th scope="col" className={CELL}>
              <span className="sr-only">Open</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {withdrawals.map((withdrawal) => (
            <tr key={withdrawal.id} className="h-10 border-t border-line">
              <td className={`${CELL} text-ink-2`}>
                <ServerTime at={withdrawal.terms.createdAt} nowSeconds={nowSeconds} />
              </td>
              <td className={CELL}>
                <StateChip state={withdrawal.state} />
              </td>
              <td className="max-w-72 truncate px-4" title={withdrawal.terms.destination}>
                {withdrawal.address.label}
              </td>
              <td className={`${CELL} text-right`}>
                <Amount value={withdrawal.amount} locale={locale} /> {withdrawal.terms.asset}
              </td>
              <td className={`${CELL} text-right`}>
                <OpenLink withdrawal={withdrawal} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NarrowList({ withdrawals, nowSeconds, locale }: WithdrawalTableProps) {
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-surface @3xl:hidden">
      {withdrawals.map((withdrawal) => (
        <li key={withdrawal.id} className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-1 px-4 py-3">
          <span className="truncate font-strong">{withdrawal.address.label}</span>
          <span className="text-right">
            <Amount value={withdrawal.amount} locale={locale} /> {withdrawal.terms.asset}
          </span>
          <span className="text-13 text-ink-2">
            <StateChip state={withdrawal.state} /> · <ServerTime at={withdrawal.terms.createdAt} nowSeconds={nowSeconds} />
          </span>
          <OpenLink withdrawal={withdrawal} />
        </li>
      ))}
    </ul>
  );
}

const LOOKS: Readonly<Record<WithdrawalState, string>> = {
  awaiting_approval: "text-hold",
  approved: "text-ink",
  submitted: "text-ink",
  settled: "text-up",
  cancelled: "text-ink-2",
  expired: "text-ink-2",
  failed: "text-down",
};

const StateChip = ({ state }: Pick<WithdrawalDto, "state">) => <span className={LOOKS[state]}>{STATE_NAMES[state]}</span>;

function OpenLink({ withdrawal: { id, state, amount, terms, address } }: { readonly withdrawal: WithdrawalDto }) {
  return (
    <a href={`/withdrawals/${encodeURIComponent(id)}`} className="text-right text-13 underline underline-offset-4">
      {state === "awaiting_approval" ? "Review" : "Open"}
      <span className="sr-only">
        : {amount} {terms.asset} to {address.label}
      </span>
    </a>
  );
}
