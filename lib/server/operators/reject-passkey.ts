// Any operator may turn down a passkey that does not count yet, a colleague's or their own: it only tightens, so nothing is asked for it.
import "server-only";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { asOperator } from "./act-as-operator";
import { deskParts, type DeskParts } from "./desk-parts";
import { endOperatorPasskey } from "./keep-operator-passkey";
import type { Operator } from "./operator";
import { findDeskPasskey } from "./operator-passkey-row";
import { recordOperatorEvent } from "./record-operator-event";

/** Ends it for good: it neither approves nor signs in any more. Throws RefusalError: `not_found`, and `conflict` for one that counts already. */
export async function rejectPasskey(operator: Operator, credentialId: string, parts: DeskParts = deskParts()): Promise<void> {
  const nowSeconds = parts.clock.nowSeconds();
  await asOperator(parts.database, operator.sub, async (tx) => {
    const passkey = await findDeskPasskey(tx, credentialId, "lock");
    if (passkey === null) throw new RefusalError({ code: "not_found" });
    if (passkey.countsFromSeconds <= nowSeconds)
      throw new RefusalError({ code: "conflict", detail: "This passkey counts already; its owner can remove it." });
    await endOperatorPasskey(tx, credentialId, operator.sub, nowSeconds);
    const detail = { passkey: credentialId };
    await recordOperatorEvent(tx, { kind: "passkey_rejected", sub: operator.sub, sessionId: operator.sessionId, detail }, nowSeconds);
  });
}
