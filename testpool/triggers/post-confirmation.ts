// PostConfirmation: told after somebody has proven a mailbox.
import type { TriggerContext } from "./trigger-context";

/** Tells the trigger; a pool without one does nothing. */
export async function postConfirmation(
  _context: TriggerContext,
  _source: "PostConfirmation_ConfirmSignUp" | "PostConfirmation_ConfirmForgotPassword",
): Promise<void> {
  return Promise.resolve();
}
