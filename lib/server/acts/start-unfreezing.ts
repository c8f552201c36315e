// The way back from a freeze: an approval, then a wait in which the account stays frozen and anybody with a notice can freeze it again, then a hold.
import "server-only";
import { UNFREEZE_WAIT_SECONDS } from "@/lib/policy/account-policy";
import { findFreeze } from "@/lib/server/freezes/find-freeze";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { startHold } from "@/lib/server/session/holds";
import { recordSecurityEvent } from "@/lib/server/session/record-security-event";
import type { SessionParts } from "@/lib/server/session/session-parts";
import type { Trader } from "@/lib/server/session/trader";
import { consumeGrant } from "@/lib/server/step-up/consume-grant";
import { CREDENTIAL_ACTS, SELF } from "@/lib/server/step-up/credential-act";

const ACT = { purpose: "unfreeze", subjectId: SELF } as const;

/**
 * Uses the grant and starts the wait; answers its end in whole seconds since the Unix epoch. The hold that follows starts with the wait and outlasts it.
 * Throws RefusalError, and then nothing has changed: `conflict` (not frozen, or in the wait already), or what consumeGrant refuses.
 */
export async function startUnfreezing(
  trader: Trader,
  grantId: string | undefined,
  { database, clock }: Pick<SessionParts, "database" | "clock">,
): Promise<number> {
  const nowSeconds = clock.nowSeconds();
  const endsAtSeconds = nowSeconds + UNFREEZE_WAIT_SECONDS;
  return database.asTrader(trader.sub, async (tx) => {
    await lockTrader(tx, "freezes", trader.sub);
    const freeze = await findFreeze(tx, trader.sub, nowSeconds);
    if (freeze === null) throw new RefusalError({ code: "conflict", detail: "This account is not frozen." });
    if (freeze.unfreezesAtSeconds !== null) throw new RefusalError({ code: "conflict", detail: "Unfreezing has been approved already." });
    const described = await CREDENTIAL_ACTS.unfreeze(tx, trader, SELF, nowSeconds);
    if (!described.ok) throw new RefusalError(described.refusal);
    const used = await consumeGrant(tx, trader, grantId, { ...ACT, termsHash: described.value.termsHash }, nowSeconds);
    if (!used.ok) throw new RefusalError(used.refusal);
    await tx.query(
      "INSERT INTO holdfast.account_freezes (sub, step, at, ends_at, grant_id) VALUES ($1, 'unfreezing', to_timestamp($2), to_timestamp($3), $4)",
      [trader.sub, nowSeconds, endsAtSeconds, used.value.grantId],
    );
    await startHold(tx, trader.sub, "unfreeze", nowSeconds, UNFREEZE_WAIT_SECONDS);
    await recordSecurityEvent(tx, { kind: "unfreeze_started", sub: trader.sub, sessionId: trader.sessionId }, nowSeconds);
    return endsAtSeconds;
  });
}
