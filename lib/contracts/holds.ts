// Why a trader's withdrawals wait, or why a session may only look. Shown as one banner on every screen.

export type HoldReason = "first_factor" | "unknown_passkey";

/** Times are RFC 3339, UTC. Nobody can shorten a hold. */
export interface HoldDto {
  readonly reason: HoldReason;
  readonly startedAt: string;
  readonly endsAt: string;
}

/** What the shell shows above every page of the signed-in trader. */
export interface StandingDto {
  /** The hold that lasts longest, or null. */
  readonly hold: HoldDto | null;
  /** True for a session that may look but not act. */
  readonly isReadOnly: boolean;
}
