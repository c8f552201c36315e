// PreAuthentication may stop a sign-in before any proof is judged; PostAuthentication is told of one that succeeded.
import type { TriggerContext } from "./trigger-context";

/** Asks before the first proof. With PreventUserExistenceErrors it is asked for unknown names too (`userNotFound`, documented). */
export async function preAuthentication(_context: TriggerContext): Promise<void> {
  return Promise.resolve();
}

/** Tells of a sign-in that is complete, before its tokens leave. */
export async function postAuthentication(_context: TriggerContext, _newDeviceUsed: boolean): Promise<void> {
  return Promise.resolve();
}
