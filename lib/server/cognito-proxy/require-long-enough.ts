// A password that is too short is refused before it costs a guess, an approval or a call. The pool judges the rest of its rules.
import "server-only";
import { CognitoException } from "./cognito-exception";

/** The least that the pool's policy asks; the screens say the same. */
const PASSWORD_CHARACTERS_MIN = 12;

/** Cognito's own refusal for a new password that is too short. */
export function requireLongEnough(password: string): void {
  if (password.length >= PASSWORD_CHARACTERS_MIN) return;
  throw new CognitoException("InvalidPasswordException", "Password did not conform with policy: Password not long enough");
}
