// What a thrown thing becomes for the browser: a refusal keeps its code, an outage is 503, a bug is 500 and says nothing.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import { UnavailableError } from "@/lib/ground/unavailable-error";
import { RefusalError } from "./refusal-error";

const RETRY_AFTER_SECONDS = 5;

/** The refusal for an outage or a refusal on its way out, or null for a bug. */
export function refusalOfError(error: unknown): Refusal | null {
  if (error instanceof RefusalError) return error.refusal;
  if (error instanceof UnavailableError) return { code: "unavailable", retryAfterSeconds: RETRY_AFTER_SECONDS };
  return null;
}
