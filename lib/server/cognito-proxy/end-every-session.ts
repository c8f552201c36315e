// Kills all of a trader's registry rows at once; the next request of any of them is refused on every process.
import "server-only";
import { services } from "@/lib/server/services";
import { forgetDevices } from "@/lib/server/session/known-devices";
import { revokeSession } from "@/lib/server/session/revoke-session";

/** Revokes every living session of the trader and forgets every known browser, in one transaction. */
export async function endEverySession(sub: string, nowSeconds: number): Promise<void> {
  await services().database.asTrader(sub, async (tx) => {
    const living = await tx.query<{ id: string }>("SELECT id FROM holdfast.sessions WHERE revoked_at IS NULL ORDER BY id FOR UPDATE");
    for (const { id } of living) await revokeSession(tx, { id }, "session_signed_out", nowSeconds);
    await forgetDevices(tx, sub);
  });
}
