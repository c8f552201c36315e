// CUSTOM_AUTH: three triggers decide what is asked, make it, and judge the answer.
import type { CustomRound } from "../store/records";
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

/** Asks what comes next after these rounds. A pool without the trigger cannot do CUSTOM_AUTH: InvalidLambdaResponse is left to the caller. */
export async function defineAuthChallenge(_context: TriggerContext, _rounds: readonly CustomRound[]): Promise<CustomDecision> {
  return Promise.resolve({ challengeName: null, issueTokens: false, failAuthentication: true });
}

/** Makes the challenge that was decided. */
export async function createAuthChallenge(
  _context: TriggerContext,
  _challengeName: string,
  _rounds: readonly CustomRound[],
): Promise<CustomChallenge> {
  return Promise.resolve({ publicParameters: {}, privateParameters: {}, metadata: null });
}

/** True when the trigger takes the answer. */
export async function verifyAuthChallenge(
  _context: TriggerContext,
  _privateParameters: Readonly<Record<string, string>>,
  _answer: string,
): Promise<boolean> {
  return Promise.resolve(false);
}
