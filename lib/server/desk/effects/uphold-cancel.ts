// The one who cancelled was the owner: the way back stays closed for a month, so that whoever tried has to begin anew under everybody's eyes.
import "server-only";
import { UPHELD_CLOSED_SECONDS } from "@/lib/desk/desk-act";
import type { DeskEffect } from "./desk-effect";
import { refuseWithoutDispute, settleDispute } from "./find-dispute";

/** Closes the way back. `conflict` when there is no such dispute now. */
export const upholdCancel: DeskEffect = {
  waitSeconds: UPHELD_CLOSED_SECONDS,
  judge: refuseWithoutDispute,
  carryOut: (tx, { subjectId }, _parts, nowSeconds) => settleDispute(tx, subjectId, nowSeconds + UPHELD_CLOSED_SECONDS),
};
