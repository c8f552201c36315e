// The recovery that runs against the signed-in trader's account, so that every session can say so and end it.
import "server-only";
import type { OpenRecoveryDto } from "@/lib/contracts/recovery";
import { readOpenRecovery } from "@/lib/server/recovery/read-recovery";
import { services } from "@/lib/server/services";
import { requireTrader } from "@/lib/server/session/require-trader";

/** The open recovery, or null. Stops the request when nobody is signed in; throws UnavailableError when the database is down. */
export async function getOpenRecovery(): Promise<OpenRecoveryDto | null> {
  const trader = await requireTrader();
  const { clock, database } = services();
  return database.asTrader(trader.sub, (tx) => readOpenRecovery(tx, clock.nowSeconds()));
}
