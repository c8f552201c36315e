// VerifySoftwareToken: the first right code makes the app a factor. That code is used up by it (observed).
import { consumeChallenge, openChallenge } from "../challenges/challenge-session";
import { CognitoException } from "../protocol/cognito-exception";
import { ACCESS_TOKEN, SESSION, TOTP_CODE } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import type { Needs } from "../protocol/needs";
import { needed, text } from "../protocol/shapes";
import { recordFailure, recordSuccess, refuseWhileLocked } from "../rules/guard-attempts";
import { putUser } from "../store/find-user";
import { requireEnrolment, type Enrolment } from "../totp/enrolment";
import { judgeTotp } from "../totp/totp";

/** The step of a right code. A wrong one is EnableSoftwareTokenMFAException (observed) and leaves the Session open. */
function requireRightCode(needs: Needs, enrolment: Enrolment, secret: string, code: string): number {
  const { poolId, username, totp } = enrolment.user;
  const lastUsedStep = totp !== null && totp.secret === secret ? totp.lastUsedStep : 0;
  const verdict = judgeTotp(secret, code, needs.clock.nowMs(), lastUsedStep);
  if (verdict.kind === "used") {
    throw new CognitoException("ExpiredCodeException", "Your software token has already been used once.");
  }
  if (verdict.kind === "wrong") {
    recordFailure(needs, "mfa", poolId, username);
    throw new CognitoException("EnableSoftwareTokenMFAException", "Code mismatch");
  }
  recordSuccess(needs, "mfa", poolId, username);
  return verdict.step;
}

/**
 * Answers Status SUCCESS. Within a sign-in the app is enabled and preferred at once and the answer carries the Session for
 * MFA_SETUP (assumed); for a signed-in user SetUserMFAPreference decides.
 */
export const verifySoftwareToken = defineOperation({
  name: "VerifySoftwareToken",
  access: "token",
  quota: "UserResourceUpdate",
  request: {
    AccessToken: ACCESS_TOKEN,
    Session: SESSION,
    UserCode: needed(TOTP_CODE),
    FriendlyDeviceName: text({ max: 131_072 }),
  },
  refusals: ["EnableSoftwareTokenMFAException", "ExpiredCodeException", "SoftwareTokenMFANotFoundException"],
  perform: (request, needs) => {
    const enrolment = requireEnrolment(needs, request);
    const { user } = enrolment;
    const secret =
      enrolment.kind === "token" ? (user.pendingTotpSecret ?? user.totp?.secret ?? null) : (enrolment.record.totpSetup?.secret ?? null);
    if (secret === null) {
      throw new CognitoException("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user.");
    }
    refuseWhileLocked(needs, "mfa", user.poolId, user.username);
    const friendlyDeviceName = request.FriendlyDeviceName ?? "";
    const totp = { secret, lastUsedStep: requireRightCode(needs, enrolment, secret, request.UserCode), friendlyDeviceName };
    if (enrolment.kind === "token") {
      putUser(needs, { ...user, totp, pendingTotpSecret: null });
      return { Status: "SUCCESS" };
    }
    consumeChallenge(needs, enrolment.session);
    const mfa = { ...user.mfa, softwareToken: true, preferred: "SOFTWARE_TOKEN_MFA" as const };
    putUser(needs, { ...user, totp, pendingTotpSecret: null, mfa });
    const totpSetup = { secret: null, verified: true };
    return { Status: "SUCCESS", Session: openChallenge(needs, enrolment.record, "MFA_SETUP", { totpSetup }) };
  },
});
