// The last step: the second operator's passkey has signed. An approval takes effect here and now, in one transaction with everything that is told of it;
// a rejection says that nothing was done.
import "server-only";
import type { DeskRequestDto } from "@/lib/contracts/desk";
import { judgeStep } from "@/lib/desk/judge-request";
import { RefusalError } from "@/lib/server/http/refusal-error";
import type { Operator } from "@/lib/server/operators/operator";
import { EFFECTS } from "./effects/effects";
import { logRefusals } from "./log-refusals";
import { recordStep } from "./record-step";
import { markCarriedOut, markDecided } from "./request-row";
import { supportParts, type SupportParts } from "./support-parts";
import { takeStep, type Step } from "./take-step";
import { tellTrader } from "./tell-trader";

/** Which decision, on which proof. */
export interface DecisionToTake {
  readonly decision: "approve" | "reject";
  readonly grantId: string | undefined;
}

/**
 * Uses the grant and decides. Of many at once one decides. Throws RefusalError, and then nothing has changed but the desk's log: `not_found`, `conflict`
 * (not open any more, or what was asked for cannot be done any more), `forbidden` (the requester's own), or what consumeOperatorGrant refuses.
 */
export function decideRequest(
  operator: Operator,
  id: string,
  { decision, grantId }: DecisionToTake,
  parts: SupportParts = supportParts(),
): Promise<DeskRequestDto> {
  return logRefusals(operator, { step: decision, request: id }, parts, () =>
    takeStep({ operator, id, parts, judge: (row, nowSeconds) => judgeStep(row, decision, operator.sub, nowSeconds) }, (step) =>
      decision === "approve" ? approve(step, operator, grantId, parts) : reject(step, operator, grantId),
    ),
  );
}

async function approve(
  { tx, row, nowSeconds, consume }: Step,
  operator: Operator,
  grantId: string | undefined,
  parts: SupportParts,
): Promise<void> {
  const effect = EFFECTS[row.act];
  const refusal = await effect.judge(tx, row, nowSeconds);
  if (refusal !== null) throw new RefusalError(refusal);
  const used = await consume(grantId, "desk_approve");
  if (!used.ok) throw new RefusalError(used.refusal);
  await markDecided(tx, row.id, { decision: "approved", by: operator, grantId: used.value.grantId }, nowSeconds);
  await recordStep(tx, "desk_approved", operator, row, nowSeconds);
  await effect.carryOut(tx, row, parts, nowSeconds);
  await tellTrader(tx, "desk_acted", row, operator.handle, nowSeconds);
  await recordStep(tx, "desk_took_effect", operator, row, nowSeconds);
  await markCarriedOut(tx, row.id, nowSeconds);
}

async function reject({ tx, row, nowSeconds, consume }: Step, operator: Operator, grantId: string | undefined): Promise<void> {
  const used = await consume(grantId, "desk_reject");
  if (!used.ok) throw new RefusalError(used.refusal);
  await markDecided(tx, row.id, { decision: "rejected", by: operator, grantId: used.value.grantId }, nowSeconds);
  await recordStep(tx, "desk_rejected", operator, row, nowSeconds);
  await tellTrader(tx, "desk_declined", row, operator.handle, nowSeconds);
}
