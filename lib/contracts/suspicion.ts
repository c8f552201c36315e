// What browser and server say to each other at the extra step of an unusual sign-in: texts, because they travel in Cognito's challenge parameters.
import * as z from "zod";
import { SUSPICIONS, type Suspicion } from "@/lib/policy/sign-in-risk";

const isSuspicion = (text: string): text is Suspicion => SUSPICIONS.some((known) => known === text);

/** What the step says, after the password. */
export const SUSPICION_FACTS = z.object({
  purpose: z.literal("suspicion"),
  /** `asked`: an answer is waited for. `wrong`: the last one was, and another may be given. `passed`: the sign-in starts again and is not asked. */
  state: z.enum(["asked", "wrong", "passed"]),
  /** Why, in words that the page has: reasons apart by commas. */
  reasons: z.string().transform((text) => text.split(",").filter(isSuspicion)),
  /** The mailbox, masked. */
  sentTo: z.string(),
  /** Whether a code is on its way; not when too many were sent lately. */
  mailed: z.enum(["yes", "no"]),
  /** Whether a recovery code does as well. */
  hasCodes: z.enum(["yes", "no"]),
});

export type SuspicionFacts = z.output<typeof SUSPICION_FACTS>;

/** The answers: another mail, the mailed code, or a recovery code. */
export type SuspicionAnswer = { readonly kind: "mail" } | { readonly kind: "mailed" | "paper"; readonly text: string };

const FORM = /^(?<kind>mailed|paper):(?<text>.{1,64})$/;

/** Reads an answer; null for anything else. */
export function readSuspicionAnswer(answer: string): SuspicionAnswer | null {
  if (answer === "mail") return { kind: "mail" };
  const { kind, text = "" } = FORM.exec(answer)?.groups ?? {};
  return kind === "mailed" || kind === "paper" ? { kind, text } : null;
}

/** Writes one. */
export const writeSuspicionAnswer = (answer: SuspicionAnswer): string =>
  answer.kind === "mail" ? "mail" : `${answer.kind}:${answer.text}`;
