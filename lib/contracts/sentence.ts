// The shape of everything that a trader reads when something fails.

/** How the screen goes on: stay and try again, go back to the first step, sign in again, or go on as signed in. */
export type FailureExit = "stay" | "start_over" | "sign_in" | "signed_in";

/** A failure in the trader's words, with a code that support can read back. */
export interface Sentence {
  readonly code: string;
  readonly happened: string;
  readonly next: string;
  readonly exit: FailureExit;
}

/** One sentence pair; without an exit the trader stays where they are. */
export const sentence = (code: string, happened: string, next: string, exit: FailureExit = "stay"): Sentence => ({
  code,
  happened,
  next,
  exit,
});
