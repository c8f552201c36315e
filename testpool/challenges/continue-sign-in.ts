// What comes after a first factor was shown. The one place that judges the user's state and what a passkey is worth.
import { CognitoException, notAuthorized } from "../protocol/cognito-exception";
import { activeMfaMethods } from "../rules/active-mfa";
import { refuseExpiredPassword } from "../rules/temporary-password";
import { requirePool } from "../store/find-client";
import type { UserRecord } from "../store/records";
import { askNewPassword } from "./ask-new-password";
import { askSecondFactor } from "./ask-second-factor";
import { attemptAgain } from "./attempt";
import type { ChallengeAnswer } from "./challenge-answer";
import { continueCustomAuth } from "./continue-custom-auth";
import { finishSignIn } from "./finish-sign-in";
import { withProof, type SignIn } from "./sign-in";

/**
 * RESET_REQUIRED is PasswordResetRequiredException whatever the password is, because AdminResetUserPassword has made it worthless
 * (documented); that it is told before the proof is judged is assumed.
 */
export function refuseResetPassword(user: UserRecord | null): void {
  if (user?.status !== "RESET_REQUIRED") return;
  throw new CognitoException("PasswordResetRequiredException", "Password reset required for the user");
}

/** Refuses a user who may not sign in, although the first factor was right (that it is told only then is assumed). */
function checkUserState(user: UserRecord): void {
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (user.status === "UNCONFIRMED") {
    throw new CognitoException("UserNotConfirmedException", "User is not confirmed.");
  }
  refuseResetPassword(user);
}

/** The step after the password, or after the new password that replaces a temporary one: in CUSTOM_AUTH the triggers go on. */
export function goOnAfterPassword(signIn: SignIn): Promise<ChallengeAnswer> {
  return signIn.trail.flow === "CUSTOM_AUTH" ? continueCustomAuth(attemptAgain(signIn)) : askSecondFactor(signIn);
}

/** The next step after a right password; a temporary one leads to the choice of a lasting one. */
export async function continueAfterPassword(signIn: SignIn): Promise<ChallengeAnswer> {
  const { user, needs } = signIn;
  checkUserState(user);
  const proven = withProof(signIn, "pwd");
  if (user.status !== "FORCE_CHANGE_PASSWORD") return goOnAfterPassword(proven);
  refuseExpiredPassword(user, needs.clock.nowSeconds());
  return askNewPassword(proven);
}

/** The next step after a code by email as first factor. */
export async function continueAfterEmailCode(signIn: SignIn): Promise<ChallengeAnswer> {
  checkUserState(signIn.user);
  return askSecondFactor(withProof(signIn, "otp_email"));
}

/**
 * The next step after a passkey. It satisfies MFA only with user verification, FactorConfiguration
 * MULTI_FACTOR_WITH_USER_VERIFICATION, the user's own preference, and another method beside it (documented).
 */
export async function continueAfterPasskey(signIn: SignIn, userVerified: boolean): Promise<ChallengeAnswer> {
  const { needs, client, user } = signIn;
  checkUserState(user);
  const proven = withProof(signIn, "webauthn");
  const pool = requirePool(needs, client.poolId);
  const isMultiFactor = pool.webAuthn?.factorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION";
  const isEnough = isMultiFactor && userVerified && user.mfa.webAuthn && activeMfaMethods(pool, user).length > 0;
  return isEnough ? finishSignIn(proven) : askSecondFactor(proven);
}
