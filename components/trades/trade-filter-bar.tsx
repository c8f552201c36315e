import { FilterChips } from "@/components/ui/filter-chips";
import { shortAddress } from "@/components/ui/full-address";
import { TRADE_SIZES, type TradeFilters, writeTradeFilters } from "@/lib/contracts/trade-filters";
import type { MarketNetworkDto } from "@/lib/contracts/wallets";

/** A pair that trades can be narrowed to. */
export interface PairChoice {
  readonly pairId: number;
  readonly network: string;
  readonly name: string;
}

interface TradeFilterBarProps {
  readonly filters: TradeFilters;
  readonly networks: readonly MarketNetworkDto[];
  readonly pairs: readonly PairChoice[];
}

const SIZE_NAMES: Readonly<Record<(typeof TRADE_SIZES)[number], string>> = { 1000: "$1,000+", 10000: "$10,000+", 100000: "$100,000+" };

/** The filters as links: a filtered feed has an address that can be kept and sent. */
export function TradeFilterBar({ filters, networks, pairs }: TradeFilterBarProps) {
  const to = (changes: Partial<TradeFilters>): string => {
    const query = writeTradeFilters({ ...filters, ...changes });
    return query === "" ? "/trades" : `/trades?${query}`;
  };
  const chip = (name: string, changes: Partial<TradeFilters>, isChosen: boolean) => ({ name, href: to(changes), isChosen });
  const offered = pairs.filter(({ network }) => filters.network === null || network === filters.network);
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-3">
      <FilterChips
        label="Network"
        chips={[
          chip("All networks", { network: null, pairId: null }, filters.network === null),
          ...networks.map(({ network, label }) => chip(label, { network, pairId: null }, filters.network === network)),
        ]}
      />
      <FilterChips
        label="Size"
        chips={[
          chip("Any size", { sizeUsdMin: null }, filters.sizeUsdMin === null),
          ...TRADE_SIZES.map((size) => chip(SIZE_NAMES[size], { sizeUsdMin: size }, filters.sizeUsdMin === size)),
        ]}
      />
      <FilterChips
        label="Wallets"
        chips={[
          chip("Everybody", { isFollowed: false, wallet: null }, !filters.isFollowed && filters.wallet === null),
          chip("Followed by you", { isFollowed: true, wallet: null }, filters.isFollowed),
          ...(filters.wallet === null ? [] : [chip(shortAddress(filters.wallet), {}, true)]),
        ]}
      />
      {filters.network === null && filters.pairId === null ? null : (
        <FilterChips
          label="Pair"
          chips={[
            chip("All pairs", { pairId: null }, filters.pairId === null),
            ...offered.map(({ pairId, name }) => chip(name, { pairId }, filters.pairId === pairId)),
          ]}
        />
      )}
      {writeTradeFilters(filters) === "" ? null : (
        <a href="/trades" className="inline-flex min-h-8 items-center text-13 underline">
          Clear filters
        </a>
      )}
    </div>
  );
}
