import { LINK_WALLET_REQUEST } from "@/lib/contracts/linked-wallets";
import { serve } from "@/lib/server/http/serve";
import { linkWallet } from "@/lib/server/linked-wallets/link-wallet";
import { listLinkedWallets } from "@/lib/server/linked-wallets/list-linked-wallets";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/linked-wallets", {
  GET: async ({ trader }) => Response.json(await listLinkedWallets(trader)),
  POST: async ({ trader, json }) => Response.json(await linkWallet(trader, await json(LINK_WALLET_REQUEST)), { status: 201 }),
});
