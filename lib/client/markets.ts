// Markets of the index, one function per call.
import type { SwapListDto } from "@/lib/contracts/swap-list";
import { fetchJson } from "./fetch-json";

/** The page of a pair's trades that follows `cursor`. */
export async function listPairTrades(pairId: number, cursor: string): Promise<SwapListDto> {
  return (await fetchJson(`/api/markets/${String(pairId)}/trades?cursor=${encodeURIComponent(cursor)}`)) as SwapListDto;
}
