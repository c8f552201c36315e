// PreAuthentication may stop a sign-in before any proof is judged; PostAuthentication is told of one that succeeded.
import { runTrigger } from "./run-trigger";
import { sharedRequest, userAttributes, userNotFound } from "./shared-request";
import type { TriggerContext } from "./trigger-context";

/**
 * Asks before the first proof; a handler refuses by throwing. With PreventUserExistenceErrors it is asked for unknown names too
 * (`userNotFound`, documented). ClientMetadata of the call arrives as `validationData` (documented).
 */
export async function preAuthentication(context: TriggerContext): Promise<void> {
  const validationData = context.validationData ?? context.clientMetadata ?? null;
  await runTrigger(context, {
    name: "PreAuthentication",
    source: "PreAuthentication_Authentication",
    request: { userAttributes: userAttributes(context), validationData, ...userNotFound(context) },
    response: {},
  });
}

/** Tells of a sign-in that is complete, before its tokens leave; a handler that throws stops the sign-in (observed). */
export async function postAuthentication(context: TriggerContext, newDeviceUsed: boolean): Promise<void> {
  await runTrigger(context, {
    name: "PostAuthentication",
    source: "PostAuthentication_Authentication",
    request: { ...sharedRequest(context), newDeviceUsed },
    response: {},
  });
}
