// The leaderboard: everybody's index, narrowed by one trader's follows.
import "server-only";
import type { FollowDto } from "@/lib/contracts/follows";
import type { WalletFilters } from "@/lib/contracts/wallet-filters";
import type { WalletPageDto } from "@/lib/contracts/wallets";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { findFollows, findFollowsOf } from "./follow-row";
import { leaderboardStatement } from "./leaderboard-statement";
import { sortedBy, statsDto, type StatsRow } from "./stats-row";
import { parseWalletCursor, writeWalletCursor } from "./wallet-cursor";
import type { WalletParts } from "./wallet-parts";

/** Rows on one page. */
export const WALLET_PAGE_SIZE = 50;
const DAY_SECONDS = 86_400;

/**
 * One page of the leaderboard after `cursor` (null: the top). A wallet whose figures change while pages are read may be met again further down
 * or be missed; one that stays as it is never is. Throws RefusalError `invalid_request` for a cursor that is not of this order.
 */
export async function listWallets(
  trader: Pick<Trader, "sub">,
  filters: WalletFilters,
  cursor: string | null,
  parts: WalletParts = services(),
): Promise<WalletPageDto> {
  const after = cursor === null ? null : parseWalletCursor(cursor);
  if (cursor !== null && after?.sort !== filters.sort)
    throw new RefusalError({ code: "invalid_request", detail: "This cursor is not one of ours." });
  const nowSeconds = parts.clock.nowSeconds();
  return parts.database.asTrader(trader.sub, async (tx) => {
    const isAddress = /^0x/i.test(filters.search);
    const byLabel = filters.search === "" || isAddress ? "" : filters.search;
    const among = filters.followedOnly || byLabel !== "" ? walletsOf(await findFollows(tx), byLabel) : null;
    const { sql, params } = leaderboardStatement({
      ...{ sort: filters.sort, network: filters.network, minTrades: filters.minTrades, among, after, limit: WALLET_PAGE_SIZE + 1 },
      activeSinceSeconds: filters.activeDays === 0 ? null : nowSeconds - filters.activeDays * DAY_SECONDS,
      prefix: isAddress ? filters.search.toLowerCase() : null,
    });
    const rows = await tx.query<StatsRow>(sql, params);
    const page = rows.slice(0, WALLET_PAGE_SIZE);
    const follows = await findFollowsOf(
      tx,
      page.map(({ wallet }) => wallet),
    );
    const last = rows.length > WALLET_PAGE_SIZE ? page.at(-1) : undefined;
    return {
      rows: page.map((row) => ({ ...statsDto(row), follow: follows.get(row.wallet) ?? null })),
      nextCursor:
        last === undefined ? null : writeWalletCursor({ sort: filters.sort, value: sortedBy(filters.sort, last), wallet: last.wallet }),
    };
  });
}

const walletsOf = (follows: readonly FollowDto[], label: string): readonly string[] =>
  follows.filter((follow) => follow.label.toLowerCase().includes(label.toLowerCase())).map(({ wallet }) => wallet);
