"use client";

import { useMemo, type UIEvent } from "react";
import { VirtualTable } from "@/components/tables/virtual-table";
import type { MarketNetworkDto } from "@/lib/contracts/wallets";
import type { SwapRowDto } from "@/lib/contracts/swap-list";
import type { TradesDto } from "@/lib/contracts/trades";
import { FeedStatus } from "./feed-status";
import { tradeColumns } from "./trade-columns";
import { useTradesFeed } from "./use-trades-feed";

interface TradesFeedProps {
  readonly initial: TradesDto;
  /** The filters as they stand in the address. */
  readonly query: string;
  readonly networks: readonly MarketNetworkDto[];
  readonly locale: string;
}

const keyOf = ({ seq }: SwapRowDto): string => seq;

/** The trades of all networks as they come in. */
export function TradesFeed({ initial, query, networks, locale }: TradesFeedProps) {
  const feed = useTradesFeed(initial, query);
  const { setAtTop } = feed;
  const columns = useMemo(() => tradeColumns(new Map(networks.map(({ network, label }) => [network, label])), locale), [networks, locale]);
  const onScroll = (event: UIEvent<HTMLDivElement>) => {
    setAtTop((event.target as HTMLElement).scrollTop < 8);
  };
  return (
    <div className="grid min-w-0 gap-2" onScrollCapture={onScroll}>
      <FeedStatus
        state={feed.state}
        isPaused={feed.isPaused}
        waiting={feed.waiting.length}
        takenBack={feed.takenBack}
        onPause={feed.setPaused}
        onShow={feed.show}
      />
      <VirtualTable
        label="Trades"
        columns={columns}
        first={feed.first}
        load={feed.load}
        keyOf={keyOf}
        empty={{
          title: "No trades with these filters yet",
          words: "They appear here within seconds of their block. Widen the filters, or follow more wallets.",
        }}
      />
    </div>
  );
}
