// Parses problem documents strictly: a proxy on the way, or a page where JSON was due, must not become words on a screen.
import { REFUSALS, type Problem, type RefusalCode } from "@/lib/contracts/refusal";
import { ProblemError } from "./problem-error";

const isCode = (value: unknown): value is RefusalCode => typeof value === "string" && Object.hasOwn(REFUSALS, value);

/** The error for an answer that is not a success. What is not one of our problem documents counts as `unavailable`. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const requestId = response.headers.get("x-request-id") ?? "none";
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== "object" || body === null || !("code" in body) || !isCode(body.code)) {
    return new ProblemError(problemOf("unavailable", requestId));
  }
  const problem = problemOf(body.code, requestId);
  const waits =
    "retryAfterSeconds" in body && typeof body.retryAfterSeconds === "number" ? { retryAfterSeconds: body.retryAfterSeconds } : {};
  const detail = "detail" in body && typeof body.detail === "string" ? { detail: body.detail } : {};
  return new ProblemError({ ...problem, ...waits, ...detail });
}

/** A problem of our own making, for failures that have no document: no connection, or an answer that is not ours. */
export function problemOf(code: RefusalCode, requestId: string): Problem {
  return { type: `urn:holdfast:problem:${code}`, title: REFUSALS[code].title, status: REFUSALS[code].status, code, requestId };
}
