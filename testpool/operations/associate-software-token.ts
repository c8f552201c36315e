// AssociateSoftwareToken: hands out a secret; it means nothing until VerifySoftwareToken has seen a code of it.
import { consumeChallenge, openChallenge } from "../challenges/challenge-session";
import { ACCESS_TOKEN, SESSION } from "../protocol/common-shapes";
import { defineOperation } from "../protocol/define-operation";
import { putUser } from "../store/find-user";
import { requireEnrolment } from "../totp/enrolment";
import { makeTotpSecret } from "../totp/totp";

/** Answers SecretCode, and the next Session when the caller came with one. A proven app stays valid meanwhile. */
export const associateSoftwareToken = defineOperation({
  name: "AssociateSoftwareToken",
  access: "token",
  quota: "UserResourceUpdate",
  request: { AccessToken: ACCESS_TOKEN, Session: SESSION },
  refusals: ["SoftwareTokenMFANotFoundException"],
  perform: (request, needs) => {
    const enrolment = requireEnrolment(needs, request);
    const secret = makeTotpSecret();
    if (enrolment.kind === "token") {
      putUser(needs, { ...enrolment.user, pendingTotpSecret: secret });
      return { SecretCode: secret };
    }
    consumeChallenge(needs, enrolment.session);
    const totpSetup = { secret, verified: false };
    return { SecretCode: secret, Session: openChallenge(needs, enrolment.record, "MFA_SETUP", { totpSetup }) };
  },
});
