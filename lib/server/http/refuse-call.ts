// How a handler says no.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { RefusalError } from "./refusal-error";

/** Ends the current call with a problem document. */
export function refuseCall(refusal: Refusal): never {
  throw new RefusalError(refusal);
}
