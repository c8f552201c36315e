// How many recovery codes the signed-in trader has left.
import "server-only";
import type { RecoveryCodesDto } from "@/lib/contracts/recovery";
import { countRecoveryCodes } from "@/lib/server/recovery/count-recovery-codes";
import { services } from "@/lib/server/services";
import { requireTrader } from "@/lib/server/session/require-trader";

/** The live set. Stops the request when nobody is signed in; throws UnavailableError when the database is down. */
export async function getRecoveryCodes(): Promise<RecoveryCodesDto> {
  const trader = await requireTrader();
  const count = await services().database.asTrader(trader.sub, countRecoveryCodes);
  if (count === null) return { left: null, createdAt: null };
  return { left: count.left, createdAt: new Date(count.createdAtSeconds * 1_000).toISOString() };
}
