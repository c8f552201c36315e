// The pool's password policy: length only, as current guidance has it (NIST SP 800-63B); no composition rules.
import { CognitoException } from "../protocol/cognito-exception";

const LENGTH_MIN = 12;
const LENGTH_MAX = 256;

/** Refuses with InvalidPasswordException, in Cognito's words (observed), a password that is too short or too long. */
export function checkPasswordPolicy(password: string): void {
  const refuse = (reason: string) => new CognitoException("InvalidPasswordException", `Password did not conform with policy: ${reason}`);
  if (password.length < LENGTH_MIN) throw refuse("Password not long enough");
  if (password.length > LENGTH_MAX) throw refuse("Password too long");
}
