"use client";

import Link from "next/link";
import { useCallback, useMemo, useState } from "react";
import { VirtualTable } from "@/components/tables/virtual-table";
import { listWallets } from "@/lib/client/wallets";
import type { FollowDto } from "@/lib/contracts/follows";
import type { WalletFilters } from "@/lib/contracts/wallet-filters";
import type { WalletPageDto, WalletRowDto } from "@/lib/contracts/wallets";
import { walletColumns } from "./wallet-columns";

interface WalletBoardProps {
  readonly first: WalletPageDto;
  readonly filters: WalletFilters;
  readonly isNarrowed: boolean;
  readonly locale: string;
  readonly nowSeconds: number;
}

const keyOf = (row: WalletRowDto) => row.wallet;
const hrefOf = (row: WalletRowDto) => `/wallets/${row.wallet}`;

const NOTHING_YET = {
  title: "No wallets yet",
  words: "Wallets appear here as soon as the index has seen them trade. It reads every block of the listed networks.",
};
const NOTHING_FITS = {
  title: "No wallet fits",
  words: (
    <>
      Loosen a filter above, or{" "}
      <Link href="/wallets" className="underline underline-offset-2">
        show all wallets
      </Link>
      .
    </>
  ),
};

/** The leaderboard. A follow that was just changed shows at once, wherever the row is scrolled to. */
export function WalletBoard({ first, filters, isNarrowed, locale, nowSeconds }: WalletBoardProps) {
  const [changed, setChanged] = useState<ReadonlyMap<string, FollowDto | null>>(new Map());
  const load = useCallback((cursor: string) => listWallets(filters, cursor), [filters]);
  const columns = useMemo(
    () =>
      walletColumns({
        ...{ filters, locale, nowSeconds },
        followOf: (row) => (changed.has(row.wallet) ? (changed.get(row.wallet) ?? null) : row.follow),
        onFollow: (wallet, follow) => {
          setChanged((before) => new Map(before).set(wallet, follow));
        },
      }),
    [filters, locale, nowSeconds, changed],
  );
  return (
    <VirtualTable
      label="Wallets"
      columns={columns}
      first={first}
      load={load}
      keyOf={keyOf}
      hrefOf={hrefOf}
      empty={isNarrowed ? NOTHING_FITS : NOTHING_YET}
    />
  );
}
