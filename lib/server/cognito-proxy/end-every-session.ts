// Kills all of a trader's registry rows at once; the next request of any of them is refused on every process.
import "server-only";
import { services } from "@/lib/server/services";
import { forgetDevices } from "@/lib/server/session/known-devices";
import { revokeEverySession } from "@/lib/server/session/revoke-every-session";

/** Revokes every living session of the trader and forgets every known browser, in one transaction. */
export async function endEverySession(sub: string, nowSeconds: number): Promise<void> {
  await services().database.asTrader(sub, async (tx) => {
    await revokeEverySession(tx, null, "session_signed_out", nowSeconds);
    await forgetDevices(tx, sub);
  });
}
