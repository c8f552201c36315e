// What is stored about an account that its states follow from. Whole seconds since the Unix epoch throughout.
import type { GuessLane } from "@/lib/identity/attempt-lock";
import type { SessionTimes } from "@/lib/identity/session-standing";
import type { HoldReason } from "@/lib/policy/account-policy";
import type { Recovery } from "@/lib/recovery/judge-recovery";
import type { StoredState } from "@/lib/withdrawals/judge-state";

/** A freeze that stands; `unfreezesAtSeconds` is null while nobody has approved its end. */
export interface FreezeFact {
  readonly sinceSeconds: number;
  readonly unfreezesAtSeconds: number | null;
}

/** A hold; `id` is null for the one that follows from a way that opened again and is no row. */
export interface HoldFact {
  readonly id: string | null;
  readonly reason: HoldReason;
  readonly startedAtSeconds: number;
  readonly endsAtSeconds: number;
}

/** Wrong guesses of one kind from one lane. */
export interface GuessFact {
  readonly purpose: string;
  readonly lane: GuessLane;
  readonly failures: number;
  readonly failedAtSeconds: number;
}

/** Tries of one kind on the ways back within a day. */
export interface RecoveryAttemptFact {
  readonly kind: "code" | "mail_code" | "mail";
  readonly startedAtSeconds: number;
  readonly uses: number;
}

/** A way in that the trader closed. */
export interface ClosedWayFact {
  readonly way: "password" | "authenticator";
  readonly closedAtSeconds: number;
  readonly opensAtSeconds: number | null;
}

/** A session that is over or not, judged by the session's own rule. */
export interface SessionFact extends SessionTimes {
  readonly id: string;
  readonly revokedAtSeconds: number | null;
  readonly revokedReason: string | null;
}

/** A withdrawal that is on its way or has ended lately. */
export interface WithdrawalFact {
  readonly id: string;
  readonly state: StoredState;
  readonly createdAtSeconds: number;
  readonly expiresAtSeconds: number;
}

/** Everything together, of one account. */
export interface StandingFacts {
  readonly sub: string;
  readonly freeze: FreezeFact | null;
  readonly holds: readonly HoldFact[];
  readonly guesses: readonly GuessFact[];
  readonly recoveryAttempts: readonly RecoveryAttemptFact[];
  readonly recoveries: readonly Recovery[];
  readonly closedWays: readonly ClosedWayFact[];
  readonly emailChangeEndsAtSeconds: number | null;
  readonly sessions: readonly SessionFact[];
  readonly withdrawals: readonly WithdrawalFact[];
}
