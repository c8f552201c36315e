"use client";

import { useEffect, useState } from "react";
import { readMarketStatus } from "@/lib/client/market-status";
import type { MarketStatusDto } from "@/lib/contracts/market-status";
import { indexWords } from "./index-words";

const ASK_MS = 2_000;

/** How far the index has come where it is behind; nothing at all once every network is up to date. */
export function IndexProgress({ initial, locale }: { readonly initial: MarketStatusDto; readonly locale: string }) {
  const [status, setStatus] = useState(initial);
  const behind = status.networks.flatMap((network) => {
    const words = indexWords(network, locale);
    return words === null ? [] : [{ id: network.network, ...words }];
  });
  const isBehind = behind.length > 0;
  useEffect(() => {
    if (!isBehind) return undefined;
    let isOver = false;
    const timer = setInterval(() => {
      if (document.hidden) return;
      readMarketStatus().then(
        (newer) => {
          if (!isOver) setStatus(newer);
        },
        () => undefined,
      );
    }, ASK_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [isBehind]);
  if (!isBehind) return null;
  return (
    <ul aria-label="Index" className="grid gap-2">
      {behind.map(({ id, text, share }) => (
        <li key={id} className="flex flex-wrap items-center gap-3 text-13 text-hold">
          {share === null ? null : <progress value={share} max={1} aria-label={text} className="h-1.5 w-40" />}
          {text}
        </li>
      ))}
    </ul>
  );
}
