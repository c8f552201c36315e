// How a refused request travels inside browser code: the problem document, typed.
import type { Problem } from "@/lib/contracts/refusal";

/** The server said no (or nothing readable came back); carries the problem document and nothing else of the answer. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}
