// Asks for one second factor that the user has.
import { emailOf } from "../store/find-user";
import type { MfaMethod } from "../store/records";
import { attemptAgain } from "./attempt";
import type { ChallengeAnswer } from "./challenge-answer";
import { openChallenge } from "./challenge-session";
import { openEmailCode } from "./open-email-code";
import { subjectOf, type SignIn } from "./sign-in";

/** SOFTWARE_TOKEN_MFA, or EMAIL_OTP with a code on its way. */
export async function askMfa(signIn: SignIn, method: MfaMethod): Promise<ChallengeAnswer> {
  const { needs, user } = signIn;
  if (method === "EMAIL_OTP") return openEmailCode(attemptAgain(signIn), { user, email: emailOf(user) ?? "" });
  return {
    ChallengeName: "SOFTWARE_TOKEN_MFA",
    Session: openChallenge(needs, subjectOf(signIn), "SOFTWARE_TOKEN_MFA"),
    ChallengeParameters: { USER_ID_FOR_SRP: user.username, FRIENDLY_DEVICE_NAME: user.totp?.friendlyDeviceName ?? "" },
  };
}
