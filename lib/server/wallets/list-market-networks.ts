// The networks of the index, for chips and names.
import "server-only";
import type { MarketNetworkDto } from "@/lib/contracts/wallets";
import type { Transaction } from "@/lib/server/postgres/database";
import { services } from "@/lib/server/services";
import type { WalletParts } from "./wallet-parts";

/** Networks that have a pair, by name. */
export async function findMarketNetworks(tx: Transaction): Promise<readonly MarketNetworkDto[]> {
  return tx.query<MarketNetworkDto>(
    `SELECT id AS network, label, is_simulated AS "isSimulated" FROM holdfast.networks n
      WHERE EXISTS (SELECT FROM holdfast.market_pairs p WHERE p.network = n.id) ORDER BY label, id`,
  );
}

/** The same in a transaction of its own. */
export async function listMarketNetworks(parts: Pick<WalletParts, "database"> = services()): Promise<readonly MarketNetworkDto[]> {
  return parts.database.asService(findMarketNetworks);
}
