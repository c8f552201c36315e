// Where a request stands and who may do what with it. Pure; the database keeps the same rules for whoever goes round this.

/** What is stored of a request. Whole seconds since the Unix epoch; null for what has not happened. */
export interface RequestFacts {
  readonly requestedBy: string;
  readonly draftedAtSeconds: number;
  readonly expiresAtSeconds: number | null;
  readonly decision: "approved" | "rejected" | "withdrawn" | null;
}

/** A draft that no passkey has signed is nobody's request yet; an open one waits for a second operator. */
export type RequestState = "draft" | "open" | "approved" | "rejected" | "withdrawn" | "expired";

/** The state at an instant. At `expiresAtSeconds` it has expired. */
export function requestState({ decision, expiresAtSeconds }: RequestFacts, nowSeconds: number): RequestState {
  if (decision !== null) return decision;
  if (expiresAtSeconds === null) return "draft";
  return nowSeconds < expiresAtSeconds ? "open" : "expired";
}

/** What an operator may want of a request. */
export type RequestStep = "place" | "approve" | "reject" | "withdraw";

/** Why not: it is not there for them, it is not in a state for that, or it takes the other of two people. */
export type StepFault = "not_found" | "not_open" | "takes_another" | "takes_requester";

/** The fault of a step, or null for one that may be taken. Drafts are seen by whoever drafts them. */
export function judgeStep(request: RequestFacts | null, step: RequestStep, operatorSub: string, nowSeconds: number): StepFault | null {
  if (request === null) return "not_found";
  const state = requestState(request, nowSeconds);
  const isRequester = request.requestedBy === operatorSub;
  if (state === "draft") return !isRequester ? "not_found" : step === "place" ? null : "not_open";
  if (step === "place" || state !== "open") return "not_open";
  if (step === "withdraw") return isRequester ? null : "takes_requester";
  return isRequester ? "takes_another" : null;
}
