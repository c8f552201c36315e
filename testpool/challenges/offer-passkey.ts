// The WEB_AUTHN challenge: request options in Cognito's shape (documented example), with this user's credentials only.
import { randomBytes } from "node:crypto";
import { CognitoException } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import { requirePool } from "../store/find-client";
import { listPasskeys } from "../store/find-user";
import { availableChallenges } from "./available-challenges";
import type { ChallengeAnswer } from "./challenge-answer";
import { openChallenge } from "./challenge-session";
import type { ResolvedSubject } from "./resolve-subject";

/** Answers WEB_AUTHN for a user who has at least one passkey. */
export function offerPasskey(needs: Needs, subject: ResolvedSubject): ChallengeAnswer {
  const settings = requirePool(needs, subject.poolId).webAuthn;
  if (settings === null) {
    throw new CognitoException("WebAuthnNotEnabledException", "WebAuthn is not enabled for this user pool.");
  }
  const webAuthnChallenge = randomBytes(32).toString("base64url");
  const options = {
    challenge: webAuthnChallenge,
    timeout: 180_000,
    rpId: settings.relyingPartyId,
    allowCredentials: listPasskeys(needs, subject).map((passkey) => ({
      type: "public-key",
      id: passkey.credentialId,
      transports: passkey.transports,
    })),
    userVerification: settings.userVerification,
  };
  return {
    ChallengeName: "WEB_AUTHN",
    Session: openChallenge(needs, subject, "WEB_AUTHN", { webAuthnChallenge }),
    ChallengeParameters: { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) },
    AvailableChallenges: availableChallenges(needs, subject),
  };
}
