// One thing that is the case with an account, as the trader's screens and the support desk both say it.

/** What is the case. */
export type StateKind =
  | "frozen"
  | "unfreezing"
  | "hold"
  | "locked_out"
  | "recovery_waiting"
  | "recovery_ready"
  | "recovery_disputed"
  | "recovery_closed"
  | "recovery_cancelled"
  | "passkey_only"
  | "passkey_only_leaving"
  | "authenticator_removed"
  | "email_changing"
  | "session_ended"
  | "withdrawal";

/** One state. Whole seconds since the Unix epoch; at `endsAtSeconds` it has ended. */
export interface AccountState {
  readonly kind: StateKind;
  /** Which of its kind: why a hold or the end of a session, what is guessed at, where a withdrawal stands. Null where the kind says all. */
  readonly detail: string | null;
  /** What the trader reads out. */
  readonly code: string;
  readonly sinceSeconds: number | null;
  /** Null for what does not end by time. */
  readonly endsAtSeconds: number | null;
  /** Whole seconds to `endsAtSeconds`; null without one. */
  readonly remainingSeconds: number | null;
}
