// DefineAuthChallenge: which step follows, in a sign-in without a second factor. The pool asks for no MFA in this flow, so the order stands here and
// is as narrow as it can be: the password first, then one recovery challenge, and tokens for nothing less than both.
import type { ChallengeEvent, ChallengeRound } from "./trigger-event";

const ORDER = ["SRP_A", "PASSWORD_VERIFIER", "CUSTOM_CHALLENGE"] as const;

/** Whether the rounds are the beginning of the one allowed order, each of them passed. */
const isOnPath = (rounds: readonly ChallengeRound[]): boolean =>
  rounds.every(({ challengeName, challengeResult }, index) => challengeName === ORDER[index] && challengeResult);

/** Answers the next challenge, or tokens after all three steps; a failed, repeated, missing or foreign step ends the sign-in. */
export async function handler(event: ChallengeEvent): Promise<ChallengeEvent> {
  const rounds = event.request.session ?? [];
  const isFit = rounds.length > 0 && rounds.length <= ORDER.length && isOnPath(rounds);
  const isDone = isFit && rounds.length === ORDER.length;
  const next = isFit && !isDone ? (ORDER[rounds.length] ?? null) : null;
  const issueTokens = isDone && event.request.userNotFound !== true;
  return { ...event, response: { challengeName: next, issueTokens, failAuthentication: next === null && !issueTokens } };
}
