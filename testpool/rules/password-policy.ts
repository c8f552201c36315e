// The pool's password policy.
import { CognitoException } from "../protocol/cognito-exception";
import type { PasswordPolicy } from "../store/settings-records";

const LENGTH_MAX = 256;
/** The symbols that count (documented). A space counts too, but not at either end. */
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/** Refuses with InvalidPasswordException, in Cognito's words (observed), a password that the policy does not allow. */
export function checkPasswordPolicy(policy: PasswordPolicy, password: string): void {
  const refuse = (reason: string) => new CognitoException("InvalidPasswordException", `Password did not conform with policy: ${reason}`);
  if (password.length < policy.lengthMin) throw refuse("Password not long enough");
  if (password.length > LENGTH_MAX) throw refuse("Password too long");
  if (policy.requireLowercase && !/\p{Ll}/u.test(password)) throw refuse("Password must have lowercase characters");
  if (policy.requireUppercase && !/\p{Lu}/u.test(password)) throw refuse("Password must have uppercase characters");
  if (policy.requireNumbers && !/[0-9]/.test(password)) throw refuse("Password must have numeric characters");
  if (policy.requireSymbols && !SYMBOL.test(password)) throw refuse("Password must have symbol characters");
}
