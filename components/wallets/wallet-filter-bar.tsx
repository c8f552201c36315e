"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, type SubmitEvent } from "react";
import { Button } from "@/components/ui/button";
import { INPUT_LOOK } from "@/components/ui/field";
import { FilterChips } from "@/components/ui/filter-chips";
import { ACTIVE_DAYS, MIN_TRADES, type WalletFilters, type WalletSort, writeWalletFilters } from "@/lib/contracts/wallet-filters";
import type { MarketNetworkDto } from "@/lib/contracts/wallets";
import { FIGURES } from "./wallet-columns";

interface WalletFilterBarProps {
  readonly filters: WalletFilters;
  readonly networks: readonly MarketNetworkDto[];
}

const DAYS: Readonly<Record<(typeof ACTIVE_DAYS)[number], string>> = { 1: "24 hours", 7: "7 days", 30: "30 days" };

/** Every choice is an address; nothing here holds a state that a reload would lose. */
export function WalletFilterBar({ filters, networks }: WalletFilterBarProps) {
  const to = (changes: Partial<WalletFilters>) => `/wallets?${writeWalletFilters({ ...filters, ...changes })}`;
  const chip = (name: string, changes: Partial<WalletFilters>, isChosen: boolean) => ({ name, href: to(changes), isChosen });
  return (
    <div className="grid gap-3">
      <SearchForm key={filters.search} filters={filters} />
      <div className="flex flex-wrap gap-x-6 gap-y-3">
        {networks.length < 2 ? null : (
          <FilterChips
            label="Network"
            chips={[
              chip("All", { network: "all" }, filters.network === "all"),
              ...networks.map(({ network, label }) => chip(label, { network }, filters.network === network)),
            ]}
          />
        )}
        <FilterChips
          label="Trades"
          chips={[
            chip("Any", { minTrades: 0 }, filters.minTrades === 0),
            ...MIN_TRADES.map((least) => chip(`${least}+`, { minTrades: least }, filters.minTrades === least)),
          ]}
        />
        <FilterChips
          label="Active within"
          chips={[
            chip("Ever", { activeDays: 0 }, filters.activeDays === 0),
            ...ACTIVE_DAYS.map((days) => chip(DAYS[days], { activeDays: days }, filters.activeDays === days)),
          ]}
        />
        <FilterChips
          label="Show"
          chips={[
            chip("Everyone", { followedOnly: false }, !filters.followedOnly),
            chip("Followed", { followedOnly: true }, filters.followedOnly),
          ]}
        />
      </div>
    </div>
  );
}

function SearchForm({ filters }: Pick<WalletFilterBarProps, "filters">) {
  const router = useRouter();
  const [search, setSearch] = useState(filters.search);
  const go = (changes: Partial<WalletFilters>) => {
    router.push(`/wallets?${writeWalletFilters({ ...filters, ...changes })}`, { scroll: false });
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    go({ search: search.trim() });
  };
  return (
    <div className="flex flex-wrap gap-3">
      <form role="search" aria-label="Wallets" action="/wallets" onSubmit={onSubmit} className="flex min-w-0 flex-1 gap-2 sm:max-w-md">
        <input
          name="q"
          aria-label="Start of an address, or one of your labels"
          placeholder="0x… or one of your labels"
          value={search}
          maxLength={60}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className={INPUT_LOOK}
          onChange={(event) => {
            setSearch(event.target.value);
          }}
        />
        <Button look="secondary" type="submit">
          <Search size={16} aria-hidden="true" />
          Search
        </Button>
      </form>
      <label className="flex w-full items-center gap-2 text-13 text-ink-2 sm:hidden">
        Sort by
        <select
          value={filters.sort}
          className={`${INPUT_LOOK} flex-1`}
          onChange={(event) => {
            go({ sort: event.target.value as WalletSort });
          }}
        >
          {FIGURES.map(({ sort, name }) => (
            <option key={sort} value={sort}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
