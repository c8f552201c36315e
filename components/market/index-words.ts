import type { MarketStatusNetworkDto } from "@/lib/contracts/market-status";

/** What is said of a network whose index is not up to date, and how much of it is there, from 0 to 1; null when nobody can know. */
export interface IndexWords {
  readonly text: string;
  readonly share: number | null;
}

/** Null for a network that is up to date: then there is nothing to say. */
export function indexWords({ label, isLive, indexedBlock, headBlock }: MarketStatusNetworkDto, locale: string): IndexWords | null {
  if (isLive) return null;
  if (headBlock === null) return { text: `${label} has not been read yet.`, share: null };
  const figures = new Intl.NumberFormat(locale);
  const done = indexedBlock ?? 0;
  if (done >= headBlock) return { text: `${label} has not been heard of for a while. What you see is what was known then.`, share: null };
  return { text: `Reading ${label}: block ${figures.format(done)} of ${figures.format(headBlock)}.`, share: done / headBlock };
}
