// The part of Cognito's trigger events that these functions read. The shape is Cognito's, so the names are not ours to choose.

/** One finished step of a custom sign-in. */
export interface ChallengeRound {
  readonly challengeName: string;
  readonly challengeResult: boolean;
}

/** What every one of the three triggers is given. A handler answers the same event with its `response` filled in. */
export interface ChallengeEvent {
  /** The pool's own name for the account. */
  readonly userName: string;
  readonly request: {
    readonly userNotFound?: boolean;
    readonly session?: readonly ChallengeRound[];
    readonly privateChallengeParameters?: Readonly<Record<string, string>>;
    readonly challengeAnswer?: string;
  };
  readonly response: Readonly<Record<string, unknown>>;
}
