// Password and code are asked back. They stay closed for the wait, so that an owner who did not ask can still stop it.
import "server-only";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { leavePasskeyOnly as askBack } from "@/lib/server/session/closed-ways";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import { sessionParts } from "@/lib/server/session/session-parts";
import type { Trader } from "@/lib/server/session/trader";
import { SELF } from "@/lib/server/step-up/credential-act";
import type { PasskeyParts } from "./passkey-parts";
import { useApproval } from "./use-approval";

/**
 * Starts the wait; the way is open at its end without another act, and a hold on withdrawals begins then. Throws RefusalError, and then nothing
 * has changed: `conflict` when the account is not passkey-only or is leaving already, and what using the grant refuses.
 */
export async function leavePasskeyOnly(
  trader: Trader,
  grantId: string | undefined,
  parts: Pick<PasskeyParts, "database" | "clock"> = sessionParts(),
): Promise<void> {
  const nowSeconds = parts.clock.nowSeconds();
  await parts.database.asTrader(trader.sub, async (tx) => {
    await lockTrader(tx, "passkeys", trader.sub);
    await useApproval(tx, trader, { purpose: "passkey_only_leave", subjectId: SELF }, grantId, nowSeconds);
    const opensAtSeconds = await askBack(tx, nowSeconds);
    if (opensAtSeconds === null)
      throw new RefusalError({ code: "conflict", detail: "This account is not passkeys only, or is leaving that already." });
    const detail = { opensAtSeconds };
    await recordSecurityEvent(tx, { kind: "passkey_only_leaving", sub: trader.sub, sessionId: trader.sessionId, detail }, nowSeconds);
  });
}
