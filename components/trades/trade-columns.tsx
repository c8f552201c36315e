import Link from "next/link";
import { Amount, Money } from "@/components/money/amount";
import type { VirtualColumn } from "@/components/tables/virtual-column";
import { shortAddress } from "@/components/ui/full-address";
import { exactTime } from "@/components/ui/server-time";
import type { SwapRowDto } from "@/lib/contracts/swap-list";

const clockOf = (at: string): string => at.slice(11, 19);

/** The columns of the feed; phones see time, pair, side and value. */
export const tradeColumns = (labels: ReadonlyMap<string, string>, locale: string): readonly VirtualColumn<SwapRowDto>[] => [
  {
    key: "at",
    head: "Time (UTC)",
    look: "flex w-20 shrink-0 text-ink-2",
    cell: ({ at }) => (
      <time dateTime={at} title={exactTime(at)}>
        {clockOf(at)}
      </time>
    ),
  },
  {
    key: "side",
    head: "Side",
    look: "flex w-12 shrink-0",
    cell: ({ isBuy }) => (
      <span className={isBuy ? "text-up" : "text-down"}>
        <span aria-hidden="true">{isBuy ? "↑ " : "↓ "}</span>
        {isBuy ? "Buy" : "Sell"}
      </span>
    ),
  },
  {
    key: "pair",
    head: "Pair",
    look: "flex w-28 shrink-0",
    cell: ({ pairId, base, quote }) => (
      <Link href={`/markets/${pairId}`} prefetch={false} className="truncate font-strong hover:underline">
        {base}/{quote}
      </Link>
    ),
  },
  {
    key: "value",
    head: "Value",
    look: "flex min-w-20 flex-1 justify-end",
    cell: ({ usdValue }) =>
      usdValue === null ? <span className="text-ink-2">no price</span> : <Money value={usdValue} currency="USD" locale={locale} />,
  },
  {
    key: "amount",
    head: "Amount",
    look: "hidden flex-1 justify-end @2xl:flex",
    cell: ({ baseAmount, base }) => <Short value={baseAmount} unit={base} locale={locale} />,
  },
  {
    key: "price",
    head: "Price",
    look: "hidden flex-1 justify-end @3xl:flex",
    cell: ({ price, quote }) => <Short value={price} unit={quote} locale={locale} />,
  },
  {
    key: "wallet",
    head: "Wallet",
    look: "hidden w-32 shrink-0 @xl:flex",
    cell: ({ wallet }) => (
      <Link href={`/wallets/${wallet}`} prefetch={false} title={wallet} className="font-mono text-13 hover:underline">
        {shortAddress(wallet)}
      </Link>
    ),
  },
  {
    key: "network",
    head: "Network",
    look: "hidden w-44 shrink-0 @5xl:flex",
    cell: ({ network }) => <span className="truncate text-ink-2">{labels.get(network) ?? network}</span>,
  },
];

/** Six figures for the eye; hover and copy give it exactly. */
function Short({ value, unit, locale }: { readonly value: string; readonly unit: string; readonly locale: string }) {
  return (
    <span title={`${value} ${unit}`} className="flex gap-1">
      <Amount value={firstFigures(value)} locale={locale} />
      <span className="text-ink-2">{unit}</span>
    </span>
  );
}

/** The text cut, never rounded, after its sixth figure; whole digits all stay. */
function firstFigures(value: string): string {
  const match = /^(-?)(\d+)(?:\.(0*)(\d*))?$/.exec(value);
  if (match === null) return value;
  const [, sign = "", whole = "0", zeros = "", rest = ""] = match;
  const left = whole === "0" ? 6 : Math.max(0, 6 - whole.length - zeros.length);
  const decimals = (zeros + rest.slice(0, left)).replace(/0+$/, "");
  return decimals === "" || left === 0 ? `${sign}${whole}` : `${sign}${whole}.${decimals}`;
}
