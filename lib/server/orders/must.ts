// The step from a refusal as a value to the end of a verb: inside a transaction it also takes back what was written.
import "server-only";
import type { Refusal } from "@/lib/contracts/refusal";
import type { Result } from "@/lib/ground/result";
import { RefusalError } from "@/lib/server/http/refusal-error";

/** The accepted value. Throws RefusalError with the refusal. */
export function must<Value>(result: Result<Value, Refusal>): Value {
  if (!result.ok) throw new RefusalError(result.refusal);
  return result.value;
}
