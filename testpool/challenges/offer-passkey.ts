// The WEB_AUTHN challenge: request options in Cognito's shape (documented example), with this user's credentials only.
import { randomBytes } from "node:crypto";
import { requirePool } from "../store/find-client";
import { listPasskeys } from "../store/find-user";
import { requireWebAuthn } from "../web-authn/require-settings";
import type { Attempt } from "./attempt";
import { availableChallenges } from "./available-challenges";
import type { ChallengeAnswer } from "./challenge-answer";
import { openChallenge } from "./challenge-session";

/** Answers WEB_AUTHN for a user who has at least one passkey. */
export function offerPasskey({ needs, subject }: Attempt): ChallengeAnswer {
  const settings = requireWebAuthn(requirePool(needs, subject.poolId));
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
