import { FOLLOW_REQUEST } from "@/lib/contracts/follows";
import { serve } from "@/lib/server/http/serve";
import { followWallet } from "@/lib/server/wallets/follow-wallet";
import { unfollowWallet } from "@/lib/server/wallets/unfollow-wallet";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve("/api/follows/[wallet]", {
  PUT: async ({ trader, params, json }) => Response.json(await followWallet(trader, params["wallet"] ?? "", await json(FOLLOW_REQUEST))),
  DELETE: async ({ trader, params }) => {
    await unfollowWallet(trader, params["wallet"] ?? "");
    return new Response(null, { status: 204 });
  },
});
