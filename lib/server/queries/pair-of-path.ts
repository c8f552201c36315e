// A pair's number as somebody wrote it.
import "server-only";
import { RefusalError } from "@/lib/server/http/refusal-error";

const PAIR_ID = /^[1-9]\d{0,8}$/;

/** The number. Throws RefusalError `not_found` for a text that could not be one of a pair. */
export function pairOfPath(text: string): number {
  if (!PAIR_ID.test(text)) throw new RefusalError({ code: "not_found" });
  return Number.parseInt(text, 10);
}
