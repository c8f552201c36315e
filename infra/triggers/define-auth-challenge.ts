// DefineAuthChallenge: which step follows in a sign-in by the password and our own challenge. The pool asks for no MFA in this flow, so the order stands
// here and is as narrow as it can be: the password first, then the challenge, and tokens for nothing less than both.
import type { ChallengeEvent, ChallengeRound } from "./trigger-event";

const PASSWORD = ["SRP_A", "PASSWORD_VERIFIER"] as const;
/** The pool counts no wrong answers to a challenge of ours, so this is where one sign-in ends. */
const WRONG_ANSWERS_MAX = 3;

const isPassed = (round: ChallengeRound | undefined, name: string): boolean => round?.challengeName === name && round.challengeResult;

/** Answers the next challenge, or tokens after both; a failed, repeated, missing or foreign step and the third wrong answer end the sign-in. */
export async function handler(event: ChallengeEvent): Promise<ChallengeEvent> {
  const rounds = event.request.session ?? [];
  const answers = rounds.slice(PASSWORD.length);
  const wrong = answers.filter(({ challengeResult }) => !challengeResult).length;
  const isFit =
    rounds.length > 0 &&
    rounds.slice(0, PASSWORD.length).every((round, index) => isPassed(round, PASSWORD[index] ?? "")) &&
    answers.every(({ challengeName }) => challengeName === "CUSTOM_CHALLENGE") &&
    // A right answer is the last one.
    answers.slice(0, -1).every(({ challengeResult }) => !challengeResult) &&
    wrong < WRONG_ANSWERS_MAX;
  const isDone = isFit && wrong < answers.length;
  const next = isFit && !isDone ? (PASSWORD[rounds.length] ?? "CUSTOM_CHALLENGE") : null;
  const issueTokens = isDone && event.request.userNotFound !== true;
  return { ...event, response: { challengeName: next, issueTokens, failAuthentication: next === null && !issueTokens } };
}
