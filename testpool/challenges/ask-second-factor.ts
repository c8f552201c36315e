// What comes after the first factor: a known device, a second factor, a choice of one, the enrolment of one, or the tokens.
import { offerDeviceSrp } from "../devices/offer-device-srp";
import { activeMfaMethods } from "../rules/active-mfa";
import { requirePool } from "../store/find-client";
import type { MfaMethod } from "../store/records";
import type { PoolRecord } from "../store/settings-records";
import { askMfa } from "./ask-mfa";
import type { ChallengeAnswer } from "./challenge-answer";
import { openChallenge } from "./challenge-session";
import { finishSignIn } from "./finish-sign-in";
import { missingForTarget } from "./missing-for-target";
import { subjectOf, type SignIn } from "./sign-in";

/** The methods that this sign-in can still be asked for: a mailbox that was the first factor is no second one. */
export function methodsLeft(signIn: SignIn): readonly MfaMethod[] {
  const pool = requirePool(signIn.needs, signIn.client.poolId);
  const isMailboxSpent = signIn.trail.proven.includes("otp_email");
  return activeMfaMethods(pool, signIn.user).filter((method) => method !== "EMAIL_OTP" || !isMailboxSpent);
}

/** MFAS_CAN_CHOOSE names an email code EMAIL_OTP (read in Amplify). */
function askWhich(signIn: SignIn, methods: readonly MfaMethod[]): ChallengeAnswer {
  return {
    ChallengeName: "SELECT_MFA_TYPE",
    Session: openChallenge(signIn.needs, subjectOf(signIn), "SELECT_MFA_TYPE"),
    ChallengeParameters: { MFAS_CAN_CHOOSE: JSON.stringify(methods), USER_ID_FOR_SRP: signIn.user.username },
  };
}

function askEnrolment(signIn: SignIn, pool: PoolRecord): ChallengeAnswer {
  const isMailboxSpent = signIn.trail.proven.includes("otp_email");
  const methods = [...(pool.softwareTokenMfa ? ["SOFTWARE_TOKEN_MFA"] : []), ...(pool.emailMfa && !isMailboxSpent ? ["EMAIL_OTP"] : [])];
  return {
    ChallengeName: "MFA_SETUP",
    Session: openChallenge(signIn.needs, subjectOf(signIn), "MFA_SETUP", { totpSetup: { secret: null, verified: false } }),
    ChallengeParameters: { MFAS_CAN_SETUP: JSON.stringify(methods), USER_ID_FOR_SRP: signIn.user.username },
  };
}

/** Goes on after the first factor. A known device is asked for its own proof, in place of a code where there is one (documented). */
export async function askSecondFactor(signIn: SignIn): Promise<ChallengeAnswer> {
  const pool = requirePool(signIn.needs, signIn.client.poolId);
  const missing = missingForTarget(signIn.needs, signIn.user, signIn.trail);
  if (missing.includes("otp_totp")) return askMfa(signIn, "SOFTWARE_TOKEN_MFA");
  if (missing.includes("otp_email")) return askMfa(signIn, "EMAIL_OTP");
  const methods = methodsLeft(signIn);
  const [only] = methods;
  if (only === undefined && pool.mfaConfiguration === "ON") return askEnrolment(signIn, pool);
  const device = signIn.trail.deviceKey === null ? null : offerDeviceSrp(signIn, signIn.trail.deviceKey);
  if (device !== null) return device;
  if (only === undefined) return finishSignIn(signIn);
  const preferred = methods.find((method) => method === signIn.user.mfa.preferred);
  if (preferred === undefined && methods.length > 1) return askWhich(signIn, methods);
  return askMfa(signIn, preferred ?? only);
}
