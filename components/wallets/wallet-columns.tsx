import Link from "next/link";
import type { ReactNode } from "react";
import { Gain } from "@/components/money/gain";
import { Money } from "@/components/money/amount";
import { readAmount } from "@/components/money/reading";
import type { VirtualColumn } from "@/components/tables/virtual-column";
import { shortAddress } from "@/components/ui/full-address";
import { ServerTime } from "@/components/ui/server-time";
import type { FollowDto } from "@/lib/contracts/follows";
import { type WalletFilters, type WalletSort, writeWalletFilters } from "@/lib/contracts/wallet-filters";
import type { WalletRowDto } from "@/lib/contracts/wallets";
import { FollowToggle } from "./follow-toggle";
import { holdingWords, winRateWords } from "./holding-words";

interface ColumnsAsked {
  readonly filters: WalletFilters;
  readonly locale: string;
  readonly nowSeconds: number;
  readonly followOf: (row: WalletRowDto) => FollowDto | null;
  readonly onFollow: (wallet: string, follow: FollowDto | null) => void;
}

interface Figure {
  readonly sort: WalletSort;
  readonly name: string;
  readonly width: string;
  /** From which width of the table on it is there when the list is not sorted by it. */
  readonly from: string;
  readonly show: (row: WalletRowDto, locale: string, nowSeconds: number) => ReactNode;
}

const NONE = (
  <span className="text-ink-2">
    <span aria-hidden="true">–</span>
    <span className="sr-only">none yet</span>
  </span>
);
const usd = (value: string, locale: string) => <Money value={value} currency="USD" locale={locale} />;

/** What the leaderboard is sorted by, in the order of its columns. */
export const FIGURES: readonly Figure[] = [
  {
    sort: "profit",
    name: "Realised profit",
    width: "w-36",
    from: "@lg:flex",
    show: (row, locale) => <Gain value={row.realisedUsd} currency="USD" locale={locale} />,
  },
  {
    sort: "win_rate",
    name: "Win rate",
    width: "w-20",
    from: "@2xl:flex",
    show: (row) => (row.winRateBps === null ? NONE : winRateWords(row.winRateBps)),
  },
  { sort: "drawdown", name: "Drawdown", width: "w-28", from: "@4xl:flex", show: (row, locale) => usd(row.drawdownUsd, locale) },
  {
    sort: "holding",
    name: "Held",
    width: "w-24",
    from: "@5xl:flex",
    show: (row) => (row.heldSecondsAvg === null ? NONE : holdingWords(row.heldSecondsAvg)),
  },
  { sort: "trades", name: "Trades", width: "w-16", from: "@3xl:flex", show: (row, locale) => readAmount(String(row.trades), locale) },
  { sort: "volume", name: "Volume", width: "w-36", from: "@5xl:flex", show: (row, locale) => usd(row.volumeUsd, locale) },
  {
    sort: "activity",
    name: "Last trade",
    width: "w-28",
    from: "@3xl:flex",
    show: (row, _, nowSeconds) => <ServerTime at={row.lastAt} nowSeconds={nowSeconds} />,
  },
];

/** The leaderboard's columns. The one it is sorted by is there at every width. */
export function walletColumns({ filters, locale, nowSeconds, followOf, onFollow }: ColumnsAsked): readonly VirtualColumn<WalletRowDto>[] {
  const figures = FIGURES.map(({ sort, name, width, from, show }): VirtualColumn<WalletRowDto> => {
    const isSorted = filters.sort === sort;
    return {
      key: sort,
      head: (
        <SortLink
          name={name}
          href={`/wallets?${writeWalletFilters({ ...filters, sort })}`}
          isSorted={isSorted}
          isRising={sort === "drawdown"}
        />
      ),
      look: `${width} shrink-0 justify-end ${isSorted ? "flex" : `hidden ${from}`}`,
      sort: isSorted ? (sort === "drawdown" ? "ascending" : "descending") : undefined,
      cell: (row) => show(row, locale, nowSeconds),
    };
  });
  return [
    { key: "wallet", head: "Wallet", look: "flex flex-1 gap-2", cell: (row) => <WalletName wallet={row.wallet} follow={followOf(row)} /> },
    ...figures,
    {
      key: "follow",
      head: <span className="sr-only">Follow</span>,
      look: "hidden w-24 shrink-0 justify-end @md:flex",
      cell: (row, isActive) => <FollowToggle wallet={row.wallet} follow={followOf(row)} isReachable={isActive} onChanged={onFollow} />,
    },
  ];
}

function WalletName({ wallet, follow }: { readonly wallet: string; readonly follow: FollowDto | null }) {
  const label = follow?.label ?? "";
  return (
    <Link
      href={`/wallets/${wallet}`}
      prefetch={false}
      tabIndex={-1}
      className="flex min-w-0 items-baseline gap-2 hover:underline"
      title={wallet}
    >
      {label === "" ? null : <span className="truncate font-strong">{label}</span>}
      <span className={`font-mono text-13 ${label === "" ? "" : "text-ink-2"}`}>{shortAddress(wallet)}</span>
      {follow === null ? null : <span className="sr-only">, followed</span>}
    </Link>
  );
}

function SortLink({
  name,
  href,
  isSorted,
  isRising,
}: {
  readonly name: string;
  readonly href: string;
  readonly isSorted: boolean;
  readonly isRising: boolean;
}) {
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      className={`rounded-control whitespace-nowrap hover:text-ink hover:underline ${isSorted ? "font-strong text-ink" : ""}`}
    >
      {name}
      {isSorted ? <span aria-hidden="true"> {isRising ? "↑" : "↓"}</span> : null}
    </Link>
  );
}
