// The one place where adapters are made from settings. One set per process: pages, handlers and middleware are bundled apart and meet on globalThis.
import "server-only";
import type { Settings } from "@/lib/settings/settings";
import type { Clock } from "@/lib/use-cases/ports/clock";
import type { Exchange } from "@/lib/use-cases/ports/exchange";
import type { PriceSource } from "@/lib/use-cases/ports/price-source";
import type { WalletChain } from "@/lib/use-cases/ports/wallet-chain";
import { createRpcExchange } from "./chain/rpc-exchange";
import { createFeedPriceSource } from "./chain/feed-price-source";
import { createWalletChain } from "./chain/wallet-chain";
import { createClock } from "./clock/create-clock";
import { settings } from "./env";
import { createDatabase } from "./postgres/create-database";
import type { Database } from "./postgres/database";
import { createLog, type Log } from "./telemetry/create-log";

/** What the server's rooms may use of the world outside. */
export interface Services {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly database: Database;
  /** The desk's own way into the same data, as holdfast_ops; null where this process serves no desk. */
  readonly deskDatabase: Database | null;
  readonly prices: PriceSource;
  readonly wallets: WalletChain;
  readonly exchange: Exchange;
  readonly log: Log;
}

const POOL_SIZE = 10;
// A desk is a few people.
const DESK_POOL_SIZE = 4;

function createServices(): Services {
  const given = settings();
  return {
    settings: given,
    clock: createClock(given.clockFile),
    database: createDatabase({ url: given.databaseUrl.reveal(), poolSize: POOL_SIZE }),
    deskDatabase: given.desk === null ? null : createDatabase({ url: given.desk.databaseUrl.reveal(), poolSize: DESK_POOL_SIZE }),
    prices: createFeedPriceSource({ rpcUrl: given.chainRpcUrl, ageSecondsMax: given.priceAgeSecondsMax }),
    wallets: createWalletChain({ rpcUrls: [given.chainRpcUrl] }),
    exchange: createRpcExchange(given.chainRpcUrl),
    log: createLog(),
  };
}

const SLOT = Symbol.for("holdfast.services");
const shared = globalThis as { [SLOT]?: Services | undefined };

/** The adapters of this process, made at the first call. */
export function services(): Services {
  return (shared[SLOT] ??= createServices());
}
