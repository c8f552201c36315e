// CUSTOM_AUTH: three triggers decide what is asked, make it, and judge the answer.
import { invalidParameter } from "../protocol/cognito-exception";
import type { Fields } from "../protocol/shapes";
import type { CustomRound } from "../store/records";
import { flagIn, textIn, textsIn } from "./response-fields";
import { runTrigger, type TriggerCall } from "./run-trigger";
import { sharedRequest, userNotFound } from "./shared-request";
import type { TriggerContext } from "./trigger-context";

/** What DefineAuthChallenge decided. */
export interface CustomDecision {
  readonly challengeName: string | null;
  readonly issueTokens: boolean;
  readonly failAuthentication: boolean;
}

export interface CustomChallenge {
  readonly publicParameters: Readonly<Record<string, string>>;
  readonly privateParameters: Readonly<Record<string, string>>;
  readonly metadata: string | null;
}

/** CUSTOM_AUTH needs its triggers; a pool without them is refused (exception and message observed). */
async function runRequired(context: TriggerContext, call: TriggerCall): Promise<Fields> {
  const response = await runTrigger(context, call);
  if (response === null) throw invalidParameter("Custom auth lambda trigger is not configured for the user pool.");
  return response;
}

/** Rounds as the event lists them; metadata only where a round had some. */
function sessionOf(rounds: readonly CustomRound[]): readonly Fields[] {
  return rounds.map(({ challengeName, challengeResult, challengeMetadata }) => ({
    challengeName,
    challengeResult,
    ...(challengeMetadata === null ? {} : { challengeMetadata }),
  }));
}

/** Asks what comes next after these rounds. A pool without the trigger cannot do CUSTOM_AUTH: InvalidParameterException. */
export async function defineAuthChallenge(context: TriggerContext, rounds: readonly CustomRound[]): Promise<CustomDecision> {
  const response = await runRequired(context, {
    name: "DefineAuthChallenge",
    source: "DefineAuthChallenge_Authentication",
    request: { ...sharedRequest(context), session: sessionOf(rounds), ...userNotFound(context) },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  });
  return {
    challengeName: textIn(response, "challengeName"),
    issueTokens: flagIn(response, "issueTokens"),
    failAuthentication: flagIn(response, "failAuthentication"),
  };
}

/** Makes the challenge that was decided. */
export async function createAuthChallenge(
  context: TriggerContext,
  challengeName: string,
  rounds: readonly CustomRound[],
): Promise<CustomChallenge> {
  const response = await runRequired(context, {
    name: "CreateAuthChallenge",
    source: "CreateAuthChallenge_Authentication",
    request: { ...sharedRequest(context), challengeName, session: sessionOf(rounds), ...userNotFound(context) },
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  });
  return {
    publicParameters: textsIn(response, "publicChallengeParameters"),
    privateParameters: textsIn(response, "privateChallengeParameters"),
    metadata: textIn(response, "challengeMetadata"),
  };
}

/** True when the trigger takes the answer. */
export async function verifyAuthChallenge(
  context: TriggerContext,
  privateParameters: Readonly<Record<string, string>>,
  answer: string,
): Promise<boolean> {
  const response = await runRequired(context, {
    name: "VerifyAuthChallengeResponse",
    source: "VerifyAuthChallengeResponse_Authentication",
    request: {
      ...sharedRequest(context),
      privateChallengeParameters: privateParameters,
      challengeAnswer: answer,
      ...userNotFound(context),
    },
    response: { answerCorrect: null },
  });
  return flagIn(response, "answerCorrect");
}
