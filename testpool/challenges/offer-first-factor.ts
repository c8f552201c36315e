// USER_AUTH: one first factor at a time, named by PREFERRED_CHALLENGE or by the answer to SELECT_CHALLENGE.
import { invalidParameter, notAuthorized } from "../protocol/cognito-exception";
import { answerPassword } from "./answer-password";
import type { Attempt } from "./attempt";
import { availableChallenges, type FirstFactor } from "./available-challenges";
import type { ChallengeAnswer } from "./challenge-answer";
import { openChallenge } from "./challenge-session";
import { offerEmailOtp } from "./offer-email-otp";
import { offerPasskey } from "./offer-passkey";
import { offerPasswordVerifier } from "./offer-password-verifier";

/**
 * SELECT_CHALLENGE with what the user can choose from. A step-up that no first factor leads to, as one to a mailed code alone for a user
 * with an active second factor, is NotAuthorizedException (assumed, with its sentence).
 */
export function offerSelection({ needs, subject }: Attempt): ChallengeAnswer {
  const challenges = availableChallenges(needs, subject);
  const isStepUp = subject.trail.targetAcr.length > 0;
  if (isStepUp && challenges.length === 0) throw notAuthorized("The user has no first factor for the requested ACR level.");
  return {
    ChallengeName: "SELECT_CHALLENGE",
    Session: openChallenge(needs, subject, "SELECT_CHALLENGE"),
    ChallengeParameters: {},
    AvailableChallenges: challenges,
  };
}

function offerBare({ needs, subject }: Attempt, challenge: "PASSWORD" | "PASSWORD_SRP"): ChallengeAnswer {
  return {
    ChallengeName: challenge,
    Session: openChallenge(needs, subject, challenge),
    ChallengeParameters: {},
    AvailableChallenges: availableChallenges(needs, subject),
  };
}

type Offer = (attempt: Attempt) => ChallengeAnswer | Promise<ChallengeAnswer>;

const OFFERS: Readonly<Record<FirstFactor, Offer>> = {
  PASSWORD_SRP: (attempt) => {
    const srpA = attempt.parameters["SRP_A"];
    return srpA === undefined ? offerBare(attempt, "PASSWORD_SRP") : offerPasswordVerifier(attempt, srpA);
  },
  PASSWORD: (attempt) => {
    const password = attempt.parameters["PASSWORD"];
    return password === undefined ? offerBare(attempt, "PASSWORD") : answerPassword(attempt, password);
  },
  EMAIL_OTP: offerEmailOtp,
  WEB_AUTHN: offerPasskey,
};

/**
 * Starts the chosen factor; SRP_A or PASSWORD in the same call goes one step further (documented). A factor that the user
 * does not have leads to SELECT_CHALLENGE (documented for a preferred challenge); an unknown name is refused.
 */
export async function offerFirstFactor(attempt: Attempt, choice: string): Promise<ChallengeAnswer> {
  const factor = availableChallenges(attempt.needs, attempt.subject).find((name) => name === choice);
  if (factor !== undefined) return OFFERS[factor](attempt);
  if (choice in OFFERS || choice === "SMS_OTP") return offerSelection(attempt);
  throw invalidParameter("Unsupported challenge."); // The sentence is assumed.
}
