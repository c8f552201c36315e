// CUSTOM_AUTH: the DefineAuthChallenge trigger decides each step, and nothing but its word ends in tokens.
import { CognitoException, incorrectPassword } from "../protocol/cognito-exception";
import { requirePool } from "../store/find-client";
import { createAuthChallenge, defineAuthChallenge } from "../triggers/custom-challenge";
import type { TriggerContext } from "../triggers/trigger-context";
import { signInOf, type Attempt } from "./attempt";
import type { ChallengeAnswer } from "./challenge-answer";
import { openChallenge } from "./challenge-session";
import { finishSignIn } from "./finish-sign-in";
import { offerPasswordVerifier } from "./offer-password-verifier";
import { withProof } from "./sign-in";

/** What the triggers of this attempt are told. */
export function customContext({ needs, client, subject, clientMetadata }: Attempt): TriggerContext {
  const pool = requirePool(needs, client.poolId);
  return { needs, pool, clientId: client.id, userName: subject.username, user: subject.user, clientMetadata };
}

async function openCustomChallenge(attempt: Attempt, challengeName: string): Promise<ChallengeAnswer> {
  const { needs, subject } = attempt;
  const made = await createAuthChallenge(customContext(attempt), challengeName, subject.trail.customRounds);
  const details = { customPrivate: made.privateParameters, customMetadata: made.metadata };
  return {
    ChallengeName: "CUSTOM_CHALLENGE",
    Session: openChallenge(needs, subject, "CUSTOM_CHALLENGE", details),
    ChallengeParameters: { USERNAME: subject.username, ...made.publicParameters },
  };
}

/**
 * Asks the trigger what comes next and does it. The pool's MFA is not asked for in CUSTOM_AUTH (assumed: the triggers are in charge);
 * an unknown user gets no tokens, whatever the trigger says. Of the built-in challenges a trigger may name PASSWORD_VERIFIER, when the
 * attempt began with SRP_A; any other name is InvalidLambdaResponseException (sentence assumed).
 */
export async function continueCustomAuth(attempt: Attempt): Promise<ChallengeAnswer> {
  const { subject } = attempt;
  const decision = await defineAuthChallenge(customContext(attempt), subject.trail.customRounds);
  if (decision.failAuthentication) throw incorrectPassword();
  if (decision.issueTokens) {
    if (subject.user === null) throw incorrectPassword();
    return finishSignIn(withProof(signInOf(attempt, subject.user), "custom"));
  }
  if (decision.challengeName === "CUSTOM_CHALLENGE") return openCustomChallenge(attempt, decision.challengeName);
  const srpA = attempt.parameters["SRP_A"];
  if (decision.challengeName === "PASSWORD_VERIFIER" && srpA !== undefined) return offerPasswordVerifier(attempt, srpA);
  throw new CognitoException("InvalidLambdaResponseException", "Unrecognizable lambda output");
}
