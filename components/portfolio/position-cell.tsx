import { Amount, Money, Price } from "@/components/money/amount";
import { Gain } from "@/components/money/gain";
import { readShare } from "@/components/money/reading";
import type { PositionDto } from "@/lib/contracts/portfolio";
import { NotKnown } from "./not-known";
import type { PositionSort } from "./sort-positions";

/** The columns beside the asset, and by what each sorts. */
export const COLUMNS = {
  Amount: "amount",
  Held: null,
  Price: "price",
  Value: "value",
  "Cost basis": "cost",
  "Profit or loss": "pnl",
  Share: null,
} as const satisfies Record<string, PositionSort | null>;
export type Column = keyof typeof COLUMNS;
export const COLUMN_NAMES = Object.keys(COLUMNS) as readonly Column[];

interface PositionCellProps {
  readonly column: Column;
  readonly position: PositionDto;
  readonly currency: string;
  readonly locale: string;
}

/** One figure of one position. */
export function PositionCell({ column, position, currency, locale }: PositionCellProps) {
  switch (column) {
    case "Amount":
      return <Amount value={position.amount} locale={locale} />;
    case "Held":
      return position.held === "0" ? <span className="text-ink-2">0</span> : <Amount value={position.held} locale={locale} />;
    case "Price":
      if (position.price === null) return <span className="text-hold">Price unavailable</span>;
      return <Price value={position.price} currency={currency} locale={locale} />;
    case "Value":
      return <KnownMoney value={position.value} currency={currency} locale={locale} />;
    case "Cost basis":
      return <KnownMoney value={position.costBasis} currency={currency} locale={locale} />;
    case "Profit or loss":
      return position.unrealisedPnl === null ? <NotKnown /> : <Gain value={position.unrealisedPnl} currency={currency} locale={locale} />;
    case "Share":
      return position.shareBps === null ? <NotKnown /> : <span className="text-ink-2">{readShare(position.shareBps, locale)}</span>;
  }
}

export function KnownMoney({
  value,
  currency,
  locale,
}: {
  readonly value: string | null;
  readonly currency: string;
  readonly locale: string;
}) {
  return value === null ? <NotKnown /> : <Money value={value} currency={currency} locale={locale} />;
}
