"use client";

import Link from "next/link";
import { useCallback, useMemo } from "react";
import { Money } from "@/components/money/amount";
import type { VirtualColumn } from "@/components/tables/virtual-column";
import { VirtualTable } from "@/components/tables/virtual-table";
import { shortAddress } from "@/components/ui/full-address";
import { ServerTime } from "@/components/ui/server-time";
import { listPairTrades } from "@/lib/client/markets";
import { listWalletTrades } from "@/lib/client/wallets";
import type { SwapListDto, SwapRowDto } from "@/lib/contracts/swap-list";
import { Figure } from "./figure";

interface SwapTableProps {
  readonly of: { readonly wallet: string } | { readonly pairId: number };
  readonly first: SwapListDto;
  readonly networkLabels: Readonly<Record<string, string>>;
  readonly locale: string;
  readonly nowSeconds: number;
}

type Column = VirtualColumn<SwapRowDto>;

const keyOf = (row: SwapRowDto) => row.seq;
const EMPTY = { title: "No trades yet", words: "Swaps appear here as soon as the index has read their block." };

/** Swaps of one wallet or one pair, newest first. */
export function SwapTable({ of, first, networkLabels, locale, nowSeconds }: SwapTableProps) {
  const [wallet, pairId] = "wallet" in of ? [of.wallet, null] : [null, of.pairId];
  const load = useCallback(
    (cursor: string) => (wallet === null ? listPairTrades(pairId, cursor) : listWalletTrades(wallet, cursor)),
    [wallet, pairId],
  );
  const columns = useMemo(() => columnsOf(wallet !== null, networkLabels, locale, nowSeconds), [wallet, networkLabels, locale, nowSeconds]);
  return <VirtualTable label="Trades" columns={columns} first={first} load={load} keyOf={keyOf} empty={EMPTY} rowsInSight={12} />;
}

function columnsOf(
  isOfWallet: boolean,
  networkLabels: Readonly<Record<string, string>>,
  locale: string,
  nowSeconds: number,
): readonly Column[] {
  const what: readonly Column[] = isOfWallet
    ? [
        { key: "pair", head: "Pair", look: "flex w-28 shrink-0", cell: (row) => <PairName row={row} /> },
        {
          key: "network",
          head: "Network",
          look: "hidden flex-1 @3xl:flex",
          cell: (row) => <span className="truncate">{networkLabels[row.network] ?? row.network}</span>,
        },
      ]
    : [{ key: "wallet", head: "Wallet", look: "hidden flex-1 @lg:flex", cell: (row) => <WalletLink wallet={row.wallet} /> }];
  return [
    { key: "at", head: "When", look: "flex w-24 shrink-0 text-ink-2", cell: (row) => <ServerTime at={row.at} nowSeconds={nowSeconds} /> },
    { key: "side", head: "Side", look: "flex w-14 shrink-0", cell: (row) => <Side isBuy={row.isBuy} /> },
    ...what,
    {
      key: "amount",
      head: "Amount",
      look: "hidden flex-1 justify-end @2xl:flex",
      cell: (row) => <Figure value={row.baseAmount} unit={row.base} locale={locale} />,
    },
    {
      key: "price",
      head: "Price",
      look: "hidden flex-1 justify-end @xl:flex",
      cell: (row) => <Figure value={row.price} unit={row.quote} locale={locale} />,
    },
    {
      key: "value",
      head: "Value",
      look: "flex min-w-24 flex-1 justify-end",
      cell: (row) => <Value value={row.usdValue} locale={locale} />,
    },
  ];
}

function PairName({ row }: { readonly row: SwapRowDto }) {
  return (
    <Link href={`/markets/${row.pairId}`} prefetch={false} className="hover:underline">
      {row.base}/{row.quote}
    </Link>
  );
}

function WalletLink({ wallet }: { readonly wallet: string }) {
  return (
    <Link href={`/wallets/${wallet}`} prefetch={false} title={wallet} className="font-mono text-13 hover:underline">
      {shortAddress(wallet)}
    </Link>
  );
}

function Side({ isBuy }: { readonly isBuy: boolean }) {
  return (
    <span className={isBuy ? "text-up" : "text-down"}>
      <span aria-hidden="true">{isBuy ? "↑ " : "↓ "}</span>
      {isBuy ? "Buy" : "Sell"}
    </span>
  );
}

function Value({ value, locale }: { readonly value: string | null; readonly locale: string }) {
  if (value === null) return <span className="text-ink-2">no price</span>;
  return <Money value={value} currency="USD" locale={locale} />;
}
