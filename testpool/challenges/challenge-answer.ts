// The two shapes that InitiateAuth and RespondToAuthChallenge answer with.
import type { AuthenticationResult } from "../tokens/issue-tokens";

/** The next challenge, or the tokens. */
export type ChallengeAnswer =
  | {
      readonly ChallengeName: string;
      readonly Session: string;
      readonly ChallengeParameters: Readonly<Record<string, string>>;
      readonly AvailableChallenges?: readonly string[];
    }
  | { readonly AuthenticationResult: AuthenticationResult; readonly ChallengeParameters: Readonly<Record<string, string>> };
