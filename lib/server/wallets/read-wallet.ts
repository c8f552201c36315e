// One wallet of the index, with what the trader calls it.
import "server-only";
import type { WalletDto } from "@/lib/contracts/wallets";
import { USD_DECIMALS } from "@/lib/money/base-units";
import { formatAmount } from "@/lib/money/format-amount";
import { services } from "@/lib/server/services";
import type { Trader } from "@/lib/server/session/trader";
import { findFollowsOf } from "./follow-row";
import { findMarketNetworks } from "./list-market-networks";
import { readPositions } from "./read-positions";
import { readProfitByDay } from "./read-profit-by-day";
import { statsDto, type StatsRow } from "./stats-row";
import { walletOfPath } from "./wallet-of-path";
import type { WalletParts } from "./wallet-parts";

/**
 * The wallet's figures, profit over time and open positions; all empty for an address the index never saw, which may trade tomorrow. Throws
 * RefusalError `invalid_request` for a text that is no address.
 */
export async function readWallet(trader: Pick<Trader, "sub">, address: string, parts: WalletParts = services()): Promise<WalletDto> {
  const wallet = walletOfPath(address);
  const nowSeconds = parts.clock.nowSeconds();
  return parts.database.asTrader(trader.sub, async (tx) => {
    const networks = await findMarketNetworks(tx);
    const names = ["all", ...networks.map(({ network }) => network)];
    // By the key of each network, so that nothing but the wallet's own rows is read.
    const stats = await tx.query<StatsRow>(
      "SELECT * FROM holdfast.wallet_stats WHERE wallet = $1 AND network = ANY($2::text[]) ORDER BY network <> 'all', network",
      [wallet, names],
    );
    const profit = await readProfitByDay(tx, wallet, nowSeconds);
    return {
      ...{ wallet, networks, stats: stats.map(statsDto), positions: await readPositions(tx, wallet, names) },
      follow: (await findFollowsOf(tx, [wallet])).get(wallet) ?? null,
      profit: profit.map(({ atSeconds, total }) => ({ atSeconds, value: formatAmount(total, USD_DECIMALS) })),
    };
  });
}
