"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { TablePage } from "@/components/tables/use-pages";
import { openTradeStream, type StreamState } from "@/lib/client/trade-stream";
import { listTrades } from "@/lib/client/trades";
import type { SwapRowDto } from "@/lib/contracts/swap-list";
import type { TradesDto } from "@/lib/contracts/trades";
import { feedList, showWaiting, withoutTrade, withPage, withTrade, type FeedList } from "./feed-list";

export interface TradesFeed extends FeedList {
  readonly state: StreamState;
  readonly isPaused: boolean;
  readonly setPaused: (isPaused: boolean) => void;
  /** Shows what waits. */
  readonly show: () => void;
  /** Told when the reader is at the top, where new rows may enter by themselves. */
  readonly setAtTop: (isAtTop: boolean) => void;
  readonly load: (cursor: string) => Promise<TablePage<SwapRowDto>>;
}

/** New rows enter together this often, so that the eye can follow a busy market. */
const ENTER_MS = 500;

/** The list as the server rendered it and as it goes on. Remount it for other filters. */
export function useTradesFeed(initial: TradesDto, query: string): TradesFeed {
  const [list, setList] = useState(() => feedList({ rows: initial.rows, nextCursor: initial.nextCursor }));
  const [state, setState] = useState<StreamState>("connecting");
  const [isPaused, setPaused] = useState(false);
  const isAtTop = useRef(true);
  const show = useCallback(() => {
    setList(showWaiting);
  }, []);
  useEffect(() => {
    let isOver = false;
    const reload = () =>
      listTrades(query, "").then(
        ({ rows, nextCursor }) => {
          if (!isOver) setList(feedList({ rows, nextCursor }));
        },
        () => undefined,
      );
    const close = openTradeStream(query, initial.head ?? "0", {
      onTrade: (trade) => {
        setList((before) => withTrade(before, trade));
      },
      onRetraction: ({ swapSeq }) => {
        setList((before) => withoutTrade(before, swapSeq));
      },
      onReset: () => void reload(),
      onState: setState,
    });
    return () => {
      isOver = true;
      close();
    };
  }, [query, initial.head]);
  useEffect(() => {
    if (isPaused) return undefined;
    const timer = setInterval(() => {
      if (isAtTop.current) show();
    }, ENTER_MS);
    return () => {
      clearInterval(timer);
    };
  }, [isPaused, show]);
  const setAtTop = useCallback((now: boolean) => {
    isAtTop.current = now;
  }, []);
  const load = useCallback(
    async (cursor: string) => {
      const page = await listTrades(query, cursor);
      setList((before) => withPage(before, page));
      return page;
    },
    [query],
  );
  return { ...list, state, isPaused, setPaused, show, setAtTop, load };
}
