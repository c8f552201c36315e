// What comes after a factor was shown: another factor, the enrolment of one, or the tokens. The one place that decides it.
import { CognitoException, notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { requirePool } from "../store/find-client";
import type { ProvenFactor, SignInTrail, UserRecord } from "../store/records";
import type { ClientRecord, PoolRecord } from "../store/settings-records";
import { startFamily } from "../tokens/issue-tokens";
import type { ChallengeAnswer } from "./challenge-answer";
import { openChallenge } from "./challenge-session";

/** A sign-in under way by somebody who exists. */
export interface SignIn {
  readonly needs: Needs;
  readonly client: ClientRecord;
  readonly user: UserRecord;
  readonly trail: SignInTrail;
}

/** The sign-in after one more factor was shown. */
export function withProof(signIn: SignIn, factor: ProvenFactor): SignIn {
  return { ...signIn, trail: { ...signIn.trail, proven: [...signIn.trail.proven, factor] } };
}

/** Tokens, for a user whose factors are all proven. */
export async function finishSignIn({ needs, client, user, trail }: SignIn): Promise<ChallengeAnswer> {
  return { AuthenticationResult: await startFamily(needs, user, client, trail), ChallengeParameters: {} };
}

/** True when codes of an app are asked for: a proven app that is switched on, or any proven app when the pool requires MFA. */
export function isTotpActive(pool: PoolRecord, user: UserRecord): boolean {
  return user.totp !== null && pool.mfaConfiguration !== "OFF" && (user.mfa.softwareToken || pool.mfaConfiguration === "ON");
}

function subjectOf({ client, user, trail }: SignIn) {
  return { poolId: client.poolId, clientId: client.id, username: user.username, simulated: false, trail };
}

async function askSecondFactor(signIn: SignIn): Promise<ChallengeAnswer> {
  const { needs, client, user } = signIn;
  const pool = requirePool(needs, client.poolId);
  const subject = subjectOf(signIn);
  if (isTotpActive(pool, user)) {
    return {
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      Session: openChallenge(needs, subject, "SOFTWARE_TOKEN_MFA"),
      ChallengeParameters: { USER_ID_FOR_SRP: user.username, FRIENDLY_DEVICE_NAME: user.totp?.friendlyDeviceName ?? "" },
    };
  }
  if (pool.mfaConfiguration !== "ON") return finishSignIn(signIn);
  return {
    ChallengeName: "MFA_SETUP",
    Session: openChallenge(needs, subject, "MFA_SETUP", { totpSetup: { secret: null, verified: false } }),
    ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: user.username },
  };
}

/** Refuses a user who may not sign in, although the first factor was right (that it is told only then is assumed). */
function checkUserState(user: UserRecord): void {
  if (!user.enabled) throw notAuthorized("User is disabled.");
  if (user.status === "UNCONFIRMED") {
    throw new CognitoException("UserNotConfirmedException", "User is not confirmed.");
  }
}

/** The next step after a right password. */
export async function continueAfterPassword(signIn: SignIn): Promise<ChallengeAnswer> {
  checkUserState(signIn.user);
  return askSecondFactor(withProof(signIn, "pwd"));
}

/**
 * The next step after a passkey. It satisfies MFA only with user verification, FactorConfiguration
 * MULTI_FACTOR_WITH_USER_VERIFICATION, the user's own preference, and another method beside it (documented).
 */
export async function continueAfterPasskey(signIn: SignIn, userVerified: boolean): Promise<ChallengeAnswer> {
  const { needs, client, user } = signIn;
  checkUserState(user);
  const proven = withProof(signIn, "webauthn");
  const isMultiFactor = requirePool(needs, client.poolId).webAuthn?.factorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION";
  const isEnough = isMultiFactor && userVerified && user.mfa.webAuthn && user.totp !== null;
  return isEnough ? finishSignIn(proven) : askSecondFactor(proven);
}
