// PreSignUp: may refuse a sign-up, confirm it at once, or take an attribute as proven.
import type { TriggerContext } from "./trigger-context";

export interface PreSignUpVerdict {
  readonly autoConfirmUser: boolean;
  readonly autoVerifyEmail: boolean;
  readonly autoVerifyPhone: boolean;
}

/** Asks the trigger; a pool without one confirms nothing. */
export async function preSignUp(
  _context: TriggerContext,
  _source: "PreSignUp_SignUp" | "PreSignUp_AdminCreateUser",
): Promise<PreSignUpVerdict> {
  return Promise.resolve({ autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false });
}
