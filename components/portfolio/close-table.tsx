import { Amount } from "@/components/money/amount";
import { Gain } from "@/components/money/gain";
import { ServerTime } from "@/components/ui/server-time";
import type { CloseDto } from "@/lib/contracts/position";
import { FigureTable } from "./figure-table";
import { NotKnown } from "./not-known";
import { KnownMoney } from "./position-cell";

const KINDS: Readonly<Record<CloseDto["kind"], string>> = { dispose: "Sold", fee: "Fee", move_out: "Withdrawn" };
// The newest; the file to download has them all.
const SHOWN_MAX = 100;

interface CloseTableProps {
  readonly closes: readonly CloseDto[];
  readonly currency: string;
  readonly locale: string;
  readonly nowSeconds: number;
}

/** What left of which lot, newest first. */
export function CloseTable({ closes, currency, locale, nowSeconds }: CloseTableProps) {
  if (closes.length === 0) return null;
  const money = (value: string | null) => <KnownMoney value={value} currency={currency} locale={locale} />;
  const time = (at: string) => <ServerTime at={at} nowSeconds={nowSeconds} />;
  return (
    <FigureTable
      title="What left"
      lead="Each part of a lot that was sold, withdrawn or paid as a fee. Only a sale has a gain or a loss."
      rows={closes.slice(0, SHOWN_MAX)}
      columns={[
        { name: "When", isWords: true, cell: ({ closedAt }) => time(closedAt) },
        { name: "What", isWords: true, cell: ({ kind }) => KINDS[kind] },
        { name: "Opened", isWords: true, cell: ({ openedAt }) => (openedAt === null ? <NotKnown /> : time(openedAt)) },
        { name: "Amount", cell: ({ amount }) => <Amount value={amount} locale={locale} /> },
        { name: "Cost", cell: ({ cost }) => money(cost) },
        { name: "Brought or worth", cell: ({ proceeds }) => money(proceeds) },
        { name: "Gain", cell: ({ gain }) => (gain === null ? <NotKnown /> : <Gain value={gain} currency={currency} locale={locale} />) },
      ]}
    />
  );
}
