// USER_AUTH: one first factor at a time, named by PREFERRED_CHALLENGE or by the answer to SELECT_CHALLENGE.
import { invalidParameter } from "../protocol/cognito-exception";
import type { Needs } from "../protocol/needs";
import type { ClientRecord } from "../store/settings-records";
import { answerPassword } from "./answer-password";
import { availableChallenges } from "./available-challenges";
import type { ChallengeAnswer } from "./challenge-answer";
import { openChallenge } from "./challenge-session";
import { offerPasskey } from "./offer-passkey";
import { offerPasswordVerifier } from "./offer-password-verifier";
import type { ResolvedSubject } from "./resolve-subject";

/** SELECT_CHALLENGE with what the user can choose from. */
export function offerSelection(needs: Needs, subject: ResolvedSubject): ChallengeAnswer {
  return {
    ChallengeName: "SELECT_CHALLENGE",
    Session: openChallenge(needs, subject, "SELECT_CHALLENGE"),
    ChallengeParameters: {},
    AvailableChallenges: availableChallenges(needs, subject),
  };
}

function offerBare(needs: Needs, subject: ResolvedSubject, challenge: "PASSWORD" | "PASSWORD_SRP"): ChallengeAnswer {
  return {
    ChallengeName: challenge,
    Session: openChallenge(needs, subject, challenge),
    ChallengeParameters: {},
    AvailableChallenges: availableChallenges(needs, subject),
  };
}

/**
 * Starts the chosen factor; SRP_A or PASSWORD in the same call goes one step further (documented). A factor that the user
 * does not have leads to SELECT_CHALLENGE (documented for a preferred challenge); an unknown name is refused.
 */
export function offerFirstFactor(
  needs: Needs,
  client: ClientRecord,
  subject: ResolvedSubject,
  choice: string,
  parameters: Readonly<Record<string, string>>,
): ChallengeAnswer | Promise<ChallengeAnswer> {
  if (choice === "PASSWORD_SRP") {
    const srpA = parameters["SRP_A"];
    return srpA === undefined ? offerBare(needs, subject, choice) : offerPasswordVerifier(needs, subject, srpA, "USER_AUTH");
  }
  if (choice === "PASSWORD") {
    const password = parameters["PASSWORD"];
    return password === undefined ? offerBare(needs, subject, choice) : answerPassword(needs, client, subject, password);
  }
  if (choice === "WEB_AUTHN" && availableChallenges(needs, subject).includes("WEB_AUTHN")) return offerPasskey(needs, subject);
  if (["WEB_AUTHN", "EMAIL_OTP", "SMS_OTP"].includes(choice)) return offerSelection(needs, subject);
  throw invalidParameter("Unsupported challenge."); // The sentence is assumed.
}
