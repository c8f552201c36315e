// Linking a wallet over raw HTTP, with a key of its own.
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import type { WalletChallengeDto } from "@/lib/contracts/linked-wallets";
import type { AppClient } from "./app-client";
import { accepted, NETWORK } from "./withdrawal-calls";

/** Links a new wallet to the client's trader; answers its id. */
export async function linkWallet(client: AppClient): Promise<string> {
  const wallet = privateKeyToAccount(generatePrivateKey());
  const { message } = accepted<WalletChallengeDto>(
    await client.call("POST", "/api/linked-wallets/challenge", { json: { network: NETWORK, address: wallet.address } }),
  );
  const signature = await wallet.signMessage({ message });
  return accepted<{ id: string }>(await client.call("POST", "/api/linked-wallets", { json: { message, signature, label: "A wallet" } })).id;
}
