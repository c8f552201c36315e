// Following a wallet, and changing the words to a follow: the same act twice leaves the same row.
import "server-only";
import { type FollowDto, type FollowRequest, FOLLOWS_MAX } from "@/lib/contracts/follows";
import { invariant } from "@/lib/ground/invariant";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { findFollowsOf } from "./follow-row";
import { walletOfPath } from "./wallet-of-path";
import type { WalletParts } from "./wallet-parts";

const FULL = `You follow ${FOLLOWS_MAX} wallets, and that is the most. Unfollow one first.`;

/**
 * Follows `address` (upper or lower case, on every network, known to the index or not) with the trader's words; words of an earlier follow are
 * replaced and its time stays. Throws RefusalError: `invalid_request` (no address), `limit_exceeded` (FOLLOWS_MAX are followed).
 */
export async function followWallet(
  trader: Pick<Trader, "sub">,
  address: string,
  { label, note }: FollowRequest,
  parts: WalletParts = services(),
): Promise<FollowDto> {
  const wallet = walletOfPath(address);
  const nowSeconds = parts.clock.nowSeconds();
  return parts.database.asTrader(trader.sub, async (tx) => {
    // Two follows at once would each see room for one more.
    await lockTrader(tx, "follows", trader.sub);
    const [counted] = await tx.query<{ others: bigint }>("SELECT count(*) AS others FROM holdfast.follows WHERE wallet <> $1", [wallet]);
    if ((counted?.others ?? 0n) >= BigInt(FOLLOWS_MAX)) throw new RefusalError({ code: "limit_exceeded", detail: FULL });
    await tx.query(
      `INSERT INTO holdfast.follows (trader, wallet, label, note, created_at) VALUES ($1, $2, $3, $4, to_timestamp($5))
       ON CONFLICT (trader, wallet) DO UPDATE SET label = excluded.label, note = excluded.note`,
      [trader.sub, wallet, label, note, nowSeconds],
    );
    const follow = (await findFollowsOf(tx, [wallet])).get(wallet);
    invariant(follow !== undefined, "a follow that was stored is found");
    return follow;
  });
}
