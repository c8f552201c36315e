// Why an operator may not take a step of a request, as the one refusal for each fault.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import type { StepFault } from "@/lib/desk/judge-request";

const REFUSALS: Readonly<Record<StepFault, Refusal>> = {
  not_found: { code: "not_found" },
  not_open: { code: "conflict", detail: "This request is not open any more." },
  takes_another: { code: "forbidden", detail: "You asked for this, so somebody else decides it." },
  takes_requester: { code: "forbidden", detail: "Only whoever asked for this takes it back." },
};

/** The refusal of a fault. */
export const stepRefusal = (fault: StepFault): Refusal => REFUSALS[fault];
