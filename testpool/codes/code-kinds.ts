// What is mailed for each purpose, how long its code lives, and how often it may be guessed.
import type { CodePurpose } from "../store/records";

/** One kind of code. */
export interface CodeKind {
  /** The kind of the message in the outbox. */
  readonly kind: string;
  readonly subject: string;
  readonly text: (code: string) => string;
  readonly lifeSeconds: number;
  /** Wrong guesses that one code outlives. */
  readonly guessesMax: number;
  /** What a guess beyond that is told, with the sentence of every limit. */
  readonly exhausted: "TooManyFailedAttemptsException" | "LimitExceededException";
}

const DAY_SECONDS = 86_400;
const SUBJECT = "Your verification code";
const SIGN_UP: CodeKind = {
  kind: "sign-up-code",
  subject: SUBJECT,
  text: (code) => `Your confirmation code is ${code}`,
  lifeSeconds: DAY_SECONDS,
  guessesMax: 30,
  exhausted: "TooManyFailedAttemptsException",
};
const PASSWORD: CodeKind = {
  kind: "password-reset-code",
  subject: SUBJECT,
  text: (code) => `Your password reset code is ${code}`,
  lifeSeconds: 3600,
  guessesMax: 10,
  exhausted: "TooManyFailedAttemptsException",
};
const ATTRIBUTE: CodeKind = {
  kind: "attribute-code",
  subject: SUBJECT,
  text: (code) => `Your verification code is ${code}`,
  lifeSeconds: DAY_SECONDS,
  guessesMax: 30,
  exhausted: "LimitExceededException",
};

/** What is sent for a purpose. Lifetimes are documented and texts observed; that one code has a number of guesses is assumed: two hours of
 * tries for those of a day, half an hour of them for a password. */
export function codeKindOf(purpose: CodePurpose): CodeKind {
  if (purpose === "sign-up") return SIGN_UP;
  return purpose === "password" ? PASSWORD : ATTRIBUTE;
}
