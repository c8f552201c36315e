// The trades of all networks, one function per call.
import type { TradesDto } from "@/lib/contracts/trades";
import { BACKGROUND } from "./background";
import { fetchJson } from "./fetch-json";

/** A page of the list with the filters in `query`; an empty cursor asks for the newest. The table asks by itself as it is scrolled. */
export async function listTrades(query: string, cursor: string): Promise<TradesDto> {
  const after = cursor === "" ? "" : `cursor=${encodeURIComponent(cursor)}`;
  return (await fetchJson(`/api/trades?${[after, query].filter(Boolean).join("&")}`, { headers: BACKGROUND })) as TradesDto;
}
