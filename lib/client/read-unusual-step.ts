// What an answer to the extra step of an unusual sign-in came to. A wrong one is thrown under the name of its sentence, like every other failure.
import { SUSPICION_FACTS, type SuspicionAnswer, type SuspicionFacts } from "@/lib/contracts/suspicion";
import type { NextStep } from "./sign-in-flow";

const failure = (name: string): Error => Object.assign(new Error(name), { name });

/** The facts of the step; null for any other step, and for one of a recovery. */
export function suspicionFactsOf(step: NextStep): SuspicionFacts | null {
  if (step.signInStep !== "CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE") return null;
  return SUSPICION_FACTS.safeParse(step.additionalInfo).data ?? null;
}

/** `asked` when the step goes on, `passed` when it is done. Throws for a wrong answer, and for a step that belongs to no unusual sign-in. */
export function readUnusualStep(next: NextStep, given: SuspicionAnswer): "asked" | "passed" {
  const facts = suspicionFactsOf(next);
  if (facts === null) throw failure("SignInException");
  if (facts.state === "wrong") throw failure(given.kind === "paper" ? "RecoveryCodeRefusedException" : "CodeMismatchException");
  return facts.state;
}
