// Guesses at a mailed code. Each is counted before the answer is known, without a pause, so that parallel guesses are no more guesses.
import { CognitoException } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { putUser } from "../store/find-user";
import type { CodePurpose, SentCode, UserRecord } from "../store/records";
import { codeKindOf, type CodeKind } from "./code-kinds";

/** ExpiredCodeException: the code is old, spent, or was never asked for (sentence observed). */
export function expiredCode(): CognitoException {
  return new CognitoException("ExpiredCodeException", "Invalid code provided, please request a code again.");
}

/** CodeMismatchException (sentence observed). */
export function codeMismatch(): CognitoException {
  return new CognitoException("CodeMismatchException", "Invalid verification code provided, please try again.");
}

/** What a guess beyond a code's number of guesses is told; the sentence is assumed to be that of the hourly limits. */
export function guessesExhausted({ exhausted }: CodeKind): CognitoException {
  return new CognitoException(exhausted, "Attempt limit exceeded, please try after some time.");
}

/**
 * The code of that purpose, when `given` is it; it stays valid until `withoutCodes` spends it. Refuses with ExpiredCodeException,
 * CodeMismatchException, and after too many wrong guesses with what the purpose says, for the right code too.
 */
export function requireRightCode(needs: Needs, user: UserRecord, purpose: CodePurpose, given: string): SentCode {
  const kind = codeKindOf(purpose);
  const sent = user.codes[purpose];
  if (sent === undefined || needs.clock.nowSeconds() >= sent.expiresAtSeconds) throw expiredCode();
  if (sent.failures >= kind.guessesMax) throw guessesExhausted(kind);
  if (sent.code === given) return sent;
  putUser(needs, { ...user, codes: { ...user.codes, [purpose]: { ...sent, failures: sent.failures + 1 } } });
  throw codeMismatch();
}

/** The user's codes without those of some purposes: spent, or made for a value that is gone. */
export function withoutCodes(user: UserRecord, ...purposes: readonly CodePurpose[]): UserRecord["codes"] {
  const isKept = ([purpose]: readonly [string, unknown]) => !purposes.some((gone) => gone === purpose);
  return Object.fromEntries(Object.entries(user.codes).filter(isKept));
}
