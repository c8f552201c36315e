// Why a trader's withdrawals wait, or why a session may only look. Shown as one banner on every screen.

import type { HoldReason } from "@/lib/policy/account-policy";

export type { HoldReason } from "@/lib/policy/account-policy";

/** Why a session may look but not act: its passkey was not added here, the trader chose only to look, or the account is frozen. */
export type ReadOnlyReason = "unknown_passkey" | "view_only" | "frozen";

/** Times are RFC 3339, UTC. Nobody can shorten a hold. */
export interface HoldDto {
  readonly reason: HoldReason;
  readonly startedAt: string;
  readonly endsAt: string;
  /** What the trader reads out to the support desk. */
  readonly supportCode: string;
}

/** A freeze that stands. Times are RFC 3339, UTC. */
export interface FreezeDto {
  readonly since: string;
  /** When an approved unfreezing ends it; null while nobody has approved one. */
  readonly unfreezesAt: string | null;
  readonly supportCode: string;
}

/** What the shell shows above every page of the signed-in trader. */
export interface StandingDto {
  /** The server's clock as this was written: the time left is counted on it. */
  readonly nowSeconds: number;
  /** The hold that lasts longest, or null. */
  readonly hold: HoldDto | null;
  /** Null for a session that may act. */
  readonly readOnlyReason: ReadOnlyReason | null;
  /** Left out for an account that is not frozen. It is told before everything else. */
  readonly freeze?: FreezeDto;
  /** For a trader who came from another user store, until they have said that they read what changed; left out otherwise. */
  readonly hasMoved?: true;
}
