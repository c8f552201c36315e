// Wallets of the index and the trader's follows, one function per call.
import type { FollowDto, FollowRequest } from "@/lib/contracts/follows";
import type { SwapListDto } from "@/lib/contracts/swap-list";
import { type WalletFilters, writeWalletFilters } from "@/lib/contracts/wallet-filters";
import type { WalletPageDto } from "@/lib/contracts/wallets";
import { fetchJson } from "./fetch-json";

/** The page of the leaderboard that follows `cursor`. */
export async function listWallets(filters: WalletFilters, cursor: string): Promise<WalletPageDto> {
  const query = new URLSearchParams(writeWalletFilters(filters));
  query.set("cursor", cursor);
  return (await fetchJson(`/api/wallets?${query.toString()}`)) as WalletPageDto;
}

/** The page of a wallet's trades that follows `cursor`. */
export async function listWalletTrades(wallet: string, cursor: string): Promise<SwapListDto> {
  return (await fetchJson(`/api/wallets/${encodeURIComponent(wallet)}/trades?cursor=${encodeURIComponent(cursor)}`)) as SwapListDto;
}

/** Follows a wallet, or changes the words to it. */
export async function followWallet(wallet: string, words: FollowRequest): Promise<FollowDto> {
  return (await fetchJson(`/api/follows/${encodeURIComponent(wallet)}`, { method: "PUT", body: words })) as FollowDto;
}

/** Ends a follow. */
export async function unfollowWallet(wallet: string): Promise<void> {
  await fetchJson(`/api/follows/${encodeURIComponent(wallet)}`, { method: "DELETE" });
}
