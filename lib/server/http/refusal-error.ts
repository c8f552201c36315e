// A refusal on its way out of a handler or a page. Only the wrappers of routes and pages catch it.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";

/** Carries a coded refusal through a call that otherwise returns a value. */
export class RefusalError extends Error {
  override readonly name = "RefusalError";
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}
