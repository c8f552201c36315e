// The part of Cognito's trigger events that these functions read. The shapes are Cognito's, so the names are not ours to choose. A handler answers the
// same event with its `response` filled in.

/** One finished step of a custom sign-in. */
export interface ChallengeRound {
  readonly challengeName: string;
  readonly challengeResult: boolean;
}

/** What each of the three triggers of a custom sign-in is given. */
export interface ChallengeEvent {
  /** The pool's own name for the account. */
  readonly userName: string;
  readonly request: {
    readonly userNotFound?: boolean;
    readonly session?: readonly ChallengeRound[];
    readonly privateChallengeParameters?: Readonly<Record<string, string>>;
    readonly challengeAnswer?: string;
    /** What the server said of this step; browsers have no way to say anything here. */
    readonly clientMetadata?: Readonly<Record<string, string>>;
  };
  readonly response: Readonly<Record<string, unknown>>;
}

/** What PreSignUp is given. */
export interface SignUpEvent {
  readonly triggerSource: string;
  readonly userName: string;
  readonly request: {
    readonly userAttributes?: Readonly<Record<string, string>>;
    readonly validationData?: Readonly<Record<string, string>> | null;
  };
  readonly response: Readonly<Record<string, unknown>>;
}

/** What PreTokenGeneration is given, from version 2 on. */
export interface TokenEvent {
  readonly request: { readonly userAttributes?: Readonly<Record<string, string>>; readonly scopes?: readonly string[] };
  readonly response: Readonly<Record<string, unknown>>;
}
