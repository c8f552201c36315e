// How far the index has come, asked by the page itself while it is behind.
import type { MarketStatusDto } from "@/lib/contracts/market-status";
import { BACKGROUND } from "./background";
import { fetchJson } from "./fetch-json";

/** Where the index stands on each network. Throws ProblemError like every call. */
export const readMarketStatus = async (): Promise<MarketStatusDto> =>
  (await fetchJson("/api/market/status", { headers: BACKGROUND })) as MarketStatusDto;
