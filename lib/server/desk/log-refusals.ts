// What the desk refuses is written down, whoever asked and however: an attempt to talk somebody into something is itself a fact.
import "server-only";
import { RefusalError } from "@/lib/server/http/refusal-error";
import { asOperator } from "@/lib/server/operators/act-as-operator";
import type { Operator } from "@/lib/server/operators/operator";
import { recordOperatorEvent } from "@/lib/server/operators/record-operator-event";
import type { SupportParts } from "./support-parts";

/** What was tried: the step, and of the request, the act and the trader whatever is known. Plain facts; never what was typed. */
export interface Attempt {
  readonly step: "find" | "look" | "request" | "place" | "approve" | "reject" | "withdraw";
  readonly request?: string;
  readonly act?: string;
  readonly trader?: string;
}

/** Runs `work`; a refusal is written into the desk's log and goes on its way. Outages and bugs are not refusals and are not written here. */
export async function logRefusals<T>(
  operator: Operator,
  attempt: Attempt,
  { database, clock }: Pick<SupportParts, "database" | "clock">,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RefusalError) {
      const detail = { ...attempt, code: error.refusal.code };
      const event = { kind: "desk_refused", sub: operator.sub, sessionId: operator.sessionId, detail } as const;
      await asOperator(database, operator.sub, (tx) => recordOperatorEvent(tx, event, clock.nowSeconds()));
    }
    throw error;
  }
}
