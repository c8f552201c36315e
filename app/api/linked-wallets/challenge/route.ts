import { WALLET_CHALLENGE_REQUEST } from "@/lib/contracts/linked-wallets";
import { serve } from "@/lib/server/http/serve";
import { openChallenge } from "@/lib/server/linked-wallets/open-challenge";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/linked-wallets/challenge", {
  POST: async ({ trader, json }) => Response.json(await openChallenge(trader, await json(WALLET_CHALLENGE_REQUEST)), { status: 201 }),
});
