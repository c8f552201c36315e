// The one who waited may be the owner: they wait again, in full, and everybody who could cancel before can cancel now.
import "server-only";
import { RECOVERY_WAIT_SECONDS } from "@/lib/policy/account-policy";
import type { DeskEffect } from "./desk-effect";
import { refuseWithoutDispute, settleDispute } from "./find-dispute";
import { beginRecovery } from "./begin-recovery";

/** Settles the dispute and starts a recovery. `conflict` when there is no such dispute now. */
export const restartRecovery: DeskEffect = {
  waitSeconds: RECOVERY_WAIT_SECONDS,
  judge: refuseWithoutDispute,
  carryOut: async (tx, request, parts, nowSeconds) => {
    await settleDispute(tx, request.subjectId, nowSeconds);
    await beginRecovery(tx, request, parts, nowSeconds);
  },
};
