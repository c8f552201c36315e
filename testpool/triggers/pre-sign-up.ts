// PreSignUp: may refuse a sign-up, confirm it at once, or take an attribute as proven.
import { unrecognizable, runTrigger } from "./run-trigger";
import { flagIn } from "./response-fields";
import type { TriggerContext } from "./trigger-context";

export interface PreSignUpVerdict {
  readonly autoConfirmUser: boolean;
  readonly autoVerifyEmail: boolean;
  readonly autoVerifyPhone: boolean;
}

const NOTHING: PreSignUpVerdict = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };

/**
 * Asks the trigger; a pool without one confirms nothing. The user is not made yet, so the event shows the attributes that were asked for,
 * without `sub` (observed); `context.user` is the user who would be made.
 */
export async function preSignUp(
  context: TriggerContext,
  source: "PreSignUp_SignUp" | "PreSignUp_AdminCreateUser",
): Promise<PreSignUpVerdict> {
  const { user, validationData = null, clientMetadata } = context;
  const { email_verified: _email, phone_number_verified: _phone, ...attributes } = user?.attributes ?? {};
  const request = { userAttributes: attributes, validationData, ...(clientMetadata === undefined ? {} : { clientMetadata }) };
  const response = await runTrigger(context, { name: "PreSignUp", source, request, response: { ...NOTHING } });
  if (response === null) return NOTHING;
  const verdict = {
    autoConfirmUser: flagIn(response, "autoConfirmUser"),
    autoVerifyEmail: flagIn(response, "autoVerifyEmail"),
    autoVerifyPhone: flagIn(response, "autoVerifyPhone"),
  };
  // Nothing can be proven that is not there (documented as an error; which one is assumed).
  const isHollow =
    (verdict.autoVerifyEmail && attributes["email"] === undefined) || (verdict.autoVerifyPhone && attributes["phone_number"] === undefined);
  if (isHollow) throw unrecognizable();
  return verdict;
}
