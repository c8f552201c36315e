// PostConfirmation: told after somebody has proven a mailbox.
import { runTrigger } from "./run-trigger";
import { sharedRequest } from "./shared-request";
import type { TriggerContext } from "./trigger-context";

/** Tells the trigger; a pool without one does nothing. A handler that throws fails the call, and the confirmation stands (observed). */
export async function postConfirmation(
  context: TriggerContext,
  source: "PostConfirmation_ConfirmSignUp" | "PostConfirmation_ConfirmForgotPassword",
): Promise<void> {
  await runTrigger(context, { name: "PostConfirmation", source, request: sharedRequest(context), response: {} });
}
