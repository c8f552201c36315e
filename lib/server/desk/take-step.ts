// What every step of a request does alike: lock it, judge who may, act about its trader, and answer what it has become.
import "server-only";
import { hashOfTermsText } from "@/lib/approval/terms-hash";
import type { DeskRequestDto } from "@/lib/contracts/desk";
import type { Refusal } from "@/lib/contracts/refusal";
import type { StepFault } from "@/lib/desk/judge-request";
import { invariant } from "@/lib/ground/invariant";
import type { Result } from "@/lib/ground/result";
import type { OperatorAct } from "@/lib/policy/operator-act";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { asOperator } from "@/lib/server/operators/act-as-operator";
import { consumeOperatorGrant, type ConsumedOperatorGrant } from "@/lib/server/operators/consume-operator-grant";
import type { Operator } from "@/lib/server/operators/operator";
import type { Transaction } from "@/lib/server/postgres/database";
import { actAbout } from "./act-about";
import { findRequest, type RequestRow } from "./request-row";
import { requestDtos } from "./request-dto";
import { stepRefusal } from "./step-refusal";
import type { SupportParts } from "./support-parts";

/** Who takes which step of which request. */
export interface StepToTake {
  readonly operator: Operator;
  readonly id: string;
  readonly parts: Pick<SupportParts, "database" | "clock">;
  readonly judge: (row: RequestRow | null, nowSeconds: number) => StepFault | null;
}

/** One step in progress: the request is locked, and the step may be taken. */
export interface Step {
  readonly tx: Transaction;
  readonly row: RequestRow;
  readonly nowSeconds: number;
  /** Uses an approval of exactly what is stored now; it refuses whatever consumeOperatorGrant does. */
  consume(grantId: string | undefined, act: OperatorAct): Promise<Result<ConsumedOperatorGrant, Refusal>>;
}

/** Takes the step in one transaction, or throws RefusalError and changes nothing. */
export async function takeStep({ operator, id, parts, judge }: StepToTake, work: (step: Step) => Promise<void>): Promise<DeskRequestDto> {
  const nowSeconds = parts.clock.nowSeconds();
  const found = await asOperator(parts.database, operator.sub, (tx) => findRequest(tx, id));
  if (found === null) throw new RefusalError({ code: "not_found" });
  return actAbout(parts.database, operator, found.trader, async (tx) => {
    const row = await findRequest(tx, id, "lock");
    const fault = judge(row, nowSeconds);
    if (fault !== null) throw new RefusalError(stepRefusal(fault));
    invariant(row !== null, "a request without a fault was found");
    const consume: Step["consume"] = (grantId, act) =>
      consumeOperatorGrant(tx, { operator, grantId, act, subjectId: row.id, termsHash: hashOfTermsText(row.terms) }, nowSeconds);
    await work({ tx, row, nowSeconds, consume });
    const after = await findRequest(tx, id);
    const [dto] = await requestDtos(tx, after === null ? [] : [after], operator.sub, nowSeconds);
    invariant(dto !== undefined, "a request that was stepped is answered");
    return dto;
  });
}
