// The codes of the app are refused from here on. The app itself stays known to the pool: Cognito lets a passkey stand for both factors only while
// another method stands beside it, so taking it away there would end the passkeys' worth as well (ADR-033).
import "server-only";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { closeWay } from "@/lib/server/session/closed-ways";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import { sessionParts } from "@/lib/server/session/session-parts";
import type { Trader } from "@/lib/server/session/trader";
import { listedCredentialIds } from "@/lib/server/step-up/approval-keys";
import { REMOVAL } from "@/lib/server/step-up/credential-act";
import type { PasskeyParts } from "./passkey-parts";
import { idsThatStay, listPasskeyRows } from "./passkey-row";
import { useApproval } from "./use-approval";

/**
 * Closes the authenticator until another one is set up. Throws RefusalError, and then nothing has changed: `last_way_in` when no own passkey that
 * the pool lists would remain, and what using the grant refuses.
 */
export async function removeAuthenticator(
  trader: Trader,
  grantId: string | undefined,
  parts: PasskeyParts = sessionParts(),
): Promise<void> {
  const listed = await listedCredentialIds(trader, parts);
  const nowSeconds = parts.clock.nowSeconds();
  await parts.database.asTrader(trader.sub, async (tx) => {
    await lockTrader(tx, "passkeys", trader.sub);
    const staying = idsThatStay(await listPasskeyRows(tx), listed, nowSeconds);
    if (staying.length === 0) {
      throw new RefusalError({
        code: "last_way_in",
        detail: "Without a passkey, the authenticator is your last way in. Add a passkey first.",
      });
    }
    await useApproval(tx, trader, { purpose: "totp_change", subjectId: REMOVAL }, grantId, nowSeconds);
    await closeWay(tx, trader.sub, "authenticator", nowSeconds);
    const detail = { authenticator: "removed" };
    await recordSecurityEvent(tx, { kind: "mfa_preference_changed", sub: trader.sub, sessionId: trader.sessionId, detail }, nowSeconds);
  });
}
