// What comes after a first factor: another factor, the enrolment of one, or the tokens.
import { CognitoException, notAuthorized } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { requirePool } from "../store/find-client";
import type { ClientRecord, PoolRecord, UserRecord } from "../store/records";
import { startFamily } from "../tokens/issue-tokens";
import type { ChallengeAnswer } from "./challenge-answer";
import { openChallenge } from "./challenge-session";

/** Tokens, for a user whose factors are all proven. */
export function finishSignIn(needs: Needs, client: ClientRecord, user: UserRecord): ChallengeAnswer {
  return { AuthenticationResult: startFamily(needs, user, client), ChallengeParameters: {} };
}

/** True when codes are asked for: a proven app that is switched on, or any proven app when the pool requires MFA. */
export function isTotpActive(pool: PoolRecord, user: UserRecord): boolean {
  return user.totp !== null && pool.mfaConfiguration !== "OFF" && (user.mfa.softwareToken || pool.mfaConfiguration === "ON");
}

function askSecondFactor(needs: Needs, client: ClientRecord, user: UserRecord): ChallengeAnswer {
  const pool = requirePool(needs, client.poolId);
  const subject = { poolId: pool.id, clientId: client.id, username: user.username, simulated: false };
  if (isTotpActive(pool, user)) {
    return {
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      Session: openChallenge(needs, subject, "SOFTWARE_TOKEN_MFA"),
      ChallengeParameters: { USER_ID_FOR_SRP: user.username, FRIENDLY_DEVICE_NAME: user.totp?.friendlyDeviceName ?? "" },
    };
  }
  if (pool.mfaConfiguration !== "ON") return finishSignIn(needs, client, user);
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
export function continueAfterPassword(needs: Needs, client: ClientRecord, user: UserRecord): ChallengeAnswer {
  checkUserState(user);
  return askSecondFactor(needs, client, user);
}

/**
 * The next step after a passkey. It satisfies MFA only with user verification, FactorConfiguration
 * MULTI_FACTOR_WITH_USER_VERIFICATION, the user's own preference, and another method beside it (documented).
 */
export function continueAfterPasskey(needs: Needs, client: ClientRecord, user: UserRecord, userVerified: boolean): ChallengeAnswer {
  checkUserState(user);
  const pool = requirePool(needs, client.poolId);
  const isMultiFactor = pool.webAuthn?.factorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION";
  const isEnough = isMultiFactor && userVerified && user.mfa.webAuthn && user.totp !== null;
  return isEnough ? finishSignIn(needs, client, user) : askSecondFactor(needs, client, user);
}
