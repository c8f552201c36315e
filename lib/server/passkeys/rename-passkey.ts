// A passkey gets another name. A name decides nothing, so it takes no approval; the trader is told, because it is what they tell passkeys apart by.
import "server-only";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import { sessionParts } from "@/lib/server/session/session-parts";
import type { Trader } from "@/lib/server/session/trader";
import type { PasskeyParts } from "./passkey-parts";

/** Renames one of the trader's own passkeys. `name` is plain text of 1 to 40 characters. Throws RefusalError `not_found` for any other passkey. */
export async function renamePasskey(
  trader: Pick<Trader, "sub" | "sessionId">,
  id: string,
  name: string,
  parts: Pick<PasskeyParts, "database" | "clock"> = sessionParts(),
): Promise<void> {
  await parts.database.asTrader(trader.sub, async (tx) => {
    const renamed = await tx.query("UPDATE holdfast.passkeys SET name = $2 WHERE credential_id = $1 RETURNING credential_id", [id, name]);
    if (renamed.length === 0) throw new RefusalError({ code: "not_found" });
    await recordSecurityEvent(tx, { kind: "passkey_renamed", sub: trader.sub, sessionId: trader.sessionId }, parts.clock.nowSeconds());
  });
}
