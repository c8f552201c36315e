// A frozen account whose owner has lost every factor has no way out of its own: unfreezing takes a factor, and a frozen account enrols none. Two
// operators may start the long way back; what it opens may set up one factor and nothing else, and the freeze stands.
import "server-only";
import { RECOVERY_WAIT_SECONDS } from "@/lib/policy/account-policy";
import { recoveryStanding } from "@/lib/recovery/judge-recovery";
import { findFreeze } from "@/lib/server/freezes/find-freeze";
import { lockTrader } from "@/lib/server/postgres/lock-trader";
import { listRecoveries } from "@/lib/server/recovery/recovery-row";
import { isPasskeyOnly, listClosedWays } from "@/lib/server/session/closed-ways";
import { beginRecovery } from "./begin-recovery";
import { refuseOtherSubject, type DeskEffect } from "./desk-effect";

/**
 * Starts it. `conflict` for an account that is not frozen or whose unfreezing is approved, that gave up this way (passkeys only), or whose way back is
 * in use, in dispute or closed.
 */
export const startRecoveryForTrader: DeskEffect = {
  waitSeconds: RECOVERY_WAIT_SECONDS,
  judge: async (tx, subject, nowSeconds) => {
    const { trader } = subject;
    await lockTrader(tx, "recovery", trader);
    const freeze = await findFreeze(tx, trader, nowSeconds);
    if (freeze === null) return { code: "conflict", detail: "This account is not frozen: its owner starts this way back alone." };
    if (freeze.unfreezesAtSeconds !== null)
      return { code: "conflict", detail: "Its owner has approved the unfreezing, so they have a factor." };
    if (isPasskeyOnly(await listClosedWays(tx, nowSeconds)))
      return { code: "conflict", detail: "This account is passkeys only: it gave up every way back by mail." };
    const { state } = recoveryStanding(await listRecoveries(tx), nowSeconds);
    return (
      refuseOtherSubject(subject) ??
      (state === "none" ? null : { code: "conflict", detail: "Its way back is in use, in dispute or closed." })
    );
  },
  carryOut: beginRecovery,
};
