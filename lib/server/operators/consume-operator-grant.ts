// The use of an approval at the desk: in the transaction of the act itself, so that both stand or neither does.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { invariant } from "@/lib/ground/invariant";
import { accept, refuse, type Result } from "@/lib/ground/result";
import type { OperatorAct } from "@/lib/policy/operator-act";
import type { Transaction } from "@/lib/server/postgres/database";
import { grantRefusal } from "@/lib/server/step-up/grant-refusal";
import { judgeGrant } from "@/lib/step-up/judge-grant";
import { actAsOperator } from "./act-as-operator";
import type { Operator } from "./operator";
import { findOperatorGrant, markOperatorGrantUsed } from "./operator-grant-row";
import { recordOperatorEvent } from "./record-operator-event";

/** The act that is about to be done. `termsHash` must be made anew from what `tx` is about to do. */
export interface OperatorActToDo {
  readonly operator: Operator;
  readonly grantId: string | undefined;
  readonly act: OperatorAct;
  readonly subjectId: string;
  readonly termsHash: string;
}

/** What the act may write down of its approval. */
export interface ConsumedOperatorGrant {
  readonly grantId: string;
  readonly provenAtSeconds: number;
}

/**
 * Locks, judges and marks used in `tx`, which acts as the operator from here on. A refusal leaves `tx` usable and the grant as it was: `step_up_required`
 * (no grant or no proof yet), `not_found`, `forbidden` (another session), `grant_mismatch`, `grant_used`, `grant_expired`.
 */
export async function consumeOperatorGrant(
  tx: Transaction,
  { operator, grantId, act, subjectId, termsHash }: OperatorActToDo,
  nowSeconds: number,
): Promise<Result<ConsumedOperatorGrant, Refusal>> {
  await actAsOperator(tx, operator.sub);
  if (grantId === undefined) return refuse(grantRefusal("unproven"));
  const grant = await findOperatorGrant(tx, grantId, "lock");
  const fault = judgeGrant(grant, operator, { purpose: act, subjectId, termsHash }, nowSeconds);
  if (fault !== null) return refuse(grantRefusal(fault));
  const provenAtSeconds = grant?.provenAtSeconds ?? null;
  invariant(grant && provenAtSeconds !== null, "a grant that may be used has been proven");
  invariant(await markOperatorGrantUsed(tx, grant.id, nowSeconds), "a locked grant that may be used is marked used");
  const detail = { grantId: grant.id, act, subjectId };
  await recordOperatorEvent(tx, { kind: "step_up_used", sub: operator.sub, sessionId: operator.sessionId, detail }, nowSeconds);
  return accept({ grantId: grant.id, provenAtSeconds });
}
