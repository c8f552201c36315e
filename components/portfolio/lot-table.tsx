import { Amount } from "@/components/money/amount";
import { Gain } from "@/components/money/gain";
import { ServerTime } from "@/components/ui/server-time";
import type { LotDto } from "@/lib/contracts/position";
import { FigureTable } from "./figure-table";
import { NotKnown } from "./not-known";
import { KnownMoney } from "./position-cell";

interface LotTableProps {
  readonly lots: readonly LotDto[];
  readonly currency: string;
  readonly locale: string;
  readonly nowSeconds: number;
}

/** What is left of each acquisition, in the order in which it will leave. */
export function LotTable({ lots, currency, locale, nowSeconds }: LotTableProps) {
  if (lots.length === 0) return null;
  const money = (value: string | null) => <KnownMoney value={value} currency={currency} locale={locale} />;
  return (
    <FigureTable
      title="Lots"
      lead="What is left of each acquisition. The first in the list leaves first."
      rows={lots}
      columns={[
        { name: "Opened", isWords: true, cell: ({ openedAt }) => <ServerTime at={openedAt} nowSeconds={nowSeconds} /> },
        { name: "Amount left", cell: ({ amount }) => <Amount value={amount} locale={locale} /> },
        { name: "Cost", cell: ({ cost }) => money(cost) },
        { name: "Value", cell: ({ value }) => money(value) },
        { name: "Gain", cell: ({ gain }) => (gain === null ? <NotKnown /> : <Gain value={gain} currency={currency} locale={locale} />) },
      ]}
    />
  );
}
