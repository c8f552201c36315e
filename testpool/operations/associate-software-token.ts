// AssociateSoftwareToken: hands out a secret; it means nothing until VerifySoftwareToken has seen a code of it.
import type { Needs } from "../protocol/needs";
import type { Fields } from "../protocol/read-fields";
import { consumeChallenge, openChallenge } from "../challenges/challenge-session";
import { putUser } from "../store/find-user";
import { requireEnrolment } from "../totp/enrolment";
import { makeTotpSecret } from "../totp/totp";

/** Answers SecretCode, and the next Session when the caller came with one. A proven app stays valid meanwhile. */
export function associateSoftwareToken(request: Fields, needs: Needs): object {
  const enrolment = requireEnrolment(request, needs);
  const secret = makeTotpSecret();
  if (enrolment.kind === "token") {
    putUser(needs, { ...enrolment.user, pendingTotpSecret: secret });
    return { SecretCode: secret };
  }
  consumeChallenge(needs, enrolment.session);
  const totpSetup = { secret, verified: false };
  return { SecretCode: secret, Session: openChallenge(needs, enrolment.record, "MFA_SETUP", { totpSetup }) };
}
