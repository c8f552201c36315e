// The linked wallets of the signed-in trader, one function per call.
import type {
  LinkedWalletDto,
  LinkedWalletsDto,
  LinkWalletRequest,
  WalletChallengeDto,
  WalletChallengeRequest,
} from "@/lib/contracts/linked-wallets";
import { BACKGROUND } from "./background";
import { fetchJson } from "./fetch-json";

/** Every linked wallet with its balances, read again by the page itself. */
export async function listLinkedWallets(): Promise<LinkedWalletsDto> {
  return (await fetchJson("/api/linked-wallets", { headers: BACKGROUND })) as LinkedWalletsDto;
}

/** A message for the wallet to sign. */
export async function openWalletChallenge(request: WalletChallengeRequest): Promise<WalletChallengeDto> {
  return (await fetchJson("/api/linked-wallets/challenge", { method: "POST", body: request })) as WalletChallengeDto;
}

/** Links the wallet whose signature this is. */
export async function linkWallet(request: LinkWalletRequest): Promise<Pick<LinkedWalletDto, "id">> {
  return (await fetchJson("/api/linked-wallets", { method: "POST", body: request })) as Pick<LinkedWalletDto, "id">;
}

/** Unlinks a wallet, at once. */
export async function unlinkWallet(id: string): Promise<void> {
  await fetchJson(`/api/linked-wallets/${encodeURIComponent(id)}`, { method: "DELETE" });
}
