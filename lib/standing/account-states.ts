// The one judgement of an account's standing: state, code and remaining time. The trader's screens and the support desk ask the same functions, so that
// nobody on the phone reads another truth.
import { lockLeftSeconds } from "@/lib/identity/attempt-lock";
import { sessionEnds, sessionStanding, type SessionLimits } from "@/lib/identity/session-standing";
import { RECOVERY_CANCEL_WINDOW_SECONDS, RECOVERY_LIMITS } from "@/lib/policy/account-policy";
import { recoveryStanding, type Recovery, type RecoveryStanding } from "@/lib/recovery/judge-recovery";
import { stateAt } from "@/lib/withdrawals/judge-state";
import type { AccountState, StateKind } from "./account-state";
import type {
  ClosedWayFact,
  FreezeFact,
  GuessFact,
  HoldFact,
  RecoveryAttemptFact,
  SessionFact,
  StandingFacts,
  WithdrawalFact,
} from "./standing-facts";
import { LOCK_CODE, supportCode } from "./support-code";

/** Seconds for which an ended session is still told of. */
export const ENDED_TOLD_SECONDS = 24 * 60 * 60;

interface Span {
  readonly since: number | null;
  readonly ends: number | null;
}

const state = (kind: StateKind, detail: string | null, code: string, { since, ends }: Span, nowSeconds: number): AccountState => ({
  ...{ kind, detail, code, sinceSeconds: since, endsAtSeconds: ends },
  remainingSeconds: ends === null ? null : Math.max(0, ends - nowSeconds),
});

/** A freeze, or the wait of its end; null when it has ended. */
export function stateOfFreeze(sub: string, freeze: FreezeFact | null, nowSeconds: number): AccountState | null {
  if (freeze === null) return null;
  const { sinceSeconds: since, unfreezesAtSeconds: ends } = freeze;
  if (ends !== null && ends <= nowSeconds) return null;
  return state(ends === null ? "frozen" : "unfreezing", null, supportCode("F", sub), { since, ends }, nowSeconds);
}

/** A hold that runs; null for one that is over. */
export function stateOfHold(sub: string, hold: HoldFact, nowSeconds: number): AccountState | null {
  if (hold.endsAtSeconds <= nowSeconds) return null;
  const code = hold.id === null ? supportCode("P", sub) : supportCode("H", hold.id);
  return state("hold", hold.reason, code, { since: hold.startedAtSeconds, ends: hold.endsAtSeconds }, nowSeconds);
}

/** A lock on guesses from one lane; null while guesses are taken. Its detail is what is guessed at, and from where. */
export function stateOfLock(guess: GuessFact, nowSeconds: number): AccountState | null {
  const left = lockLeftSeconds(guess.lane, guess, nowSeconds);
  if (left === 0) return null;
  const detail = guess.lane === "known_device" ? `${guess.purpose}:known_device` : guess.purpose;
  return state("locked_out", detail, LOCK_CODE, { since: guess.failedAtSeconds, ends: nowSeconds + left }, nowSeconds);
}

function stateOfRecoveryLock({ kind, startedAtSeconds, uses }: RecoveryAttemptFact, nowSeconds: number): AccountState | null {
  const ends = startedAtSeconds + RECOVERY_LIMITS.windowSeconds;
  if (uses < RECOVERY_LIMITS[kind] || ends <= nowSeconds) return null;
  return state("locked_out", `recovery-${kind.replace("_", "-")}`, LOCK_CODE, { since: startedAtSeconds, ends }, nowSeconds);
}

/** Where the way back without a second factor stands; null when there is nothing to tell. */
export function stateOfRecovery(standing: RecoveryStanding, nowSeconds: number): AccountState | null {
  if (standing.state === "none") return null;
  const { id, startedAtSeconds, readyAtSeconds, lapsesAtSeconds, endedAtSeconds, settledAtSeconds } = standing.recovery;
  const code = supportCode("R", id);
  switch (standing.state) {
    case "waiting":
      return state("recovery_waiting", null, code, { since: startedAtSeconds, ends: readyAtSeconds }, nowSeconds);
    case "ready":
      return state("recovery_ready", null, code, { since: readyAtSeconds, ends: lapsesAtSeconds }, nowSeconds);
    case "disputed":
      return state("recovery_disputed", null, code, { since: endedAtSeconds, ends: null }, nowSeconds);
    case "closed":
      return state("recovery_closed", null, code, { since: endedAtSeconds, ends: settledAtSeconds }, nowSeconds);
  }
}

/** Cancelled ones count towards a dispute until the window is over or a dispute was settled since. */
function cancelledLately(recoveries: readonly Recovery[], nowSeconds: number): readonly AccountState[] {
  return recoveries.flatMap(({ id, outcome, endedAtSeconds }) => {
    if (outcome !== "cancelled" || endedAtSeconds === null) return [];
    const ends = endedAtSeconds + RECOVERY_CANCEL_WINDOW_SECONDS;
    return ends <= nowSeconds ? [] : [state("recovery_cancelled", null, supportCode("R", id), { since: endedAtSeconds, ends }, nowSeconds)];
  });
}

function stateOfWay(
  sub: string,
  { way, closedAtSeconds: since, opensAtSeconds: ends }: ClosedWayFact,
  nowSeconds: number,
): AccountState | null {
  if (ends !== null && ends <= nowSeconds) return null;
  if (way === "authenticator") return state("authenticator_removed", null, supportCode("A", sub), { since, ends }, nowSeconds);
  return state(ends === null ? "passkey_only" : "passkey_only_leaving", null, supportCode("P", sub), { since, ends }, nowSeconds);
}

function stateOfEmailChange(sub: string, ends: number | null, nowSeconds: number): AccountState | null {
  if (ends === null || ends <= nowSeconds) return null;
  return state("email_changing", null, supportCode("E", sub), { since: null, ends }, nowSeconds);
}

/** A session that is over, for a day after its end; null for one that lives. */
export function stateOfSession(session: SessionFact, limits: SessionLimits, nowSeconds: number): AccountState | null {
  const standing = sessionStanding(session, limits, nowSeconds);
  if (standing === "alive") return null;
  const { endsAtSeconds, idleEndsAtSeconds } = sessionEnds(session, limits);
  const since = session.revokedAtSeconds ?? Math.min(endsAtSeconds, idleEndsAtSeconds);
  if (since + ENDED_TOLD_SECONDS <= nowSeconds) return null;
  const detail = standing === "revoked" ? session.revokedReason : standing;
  return state("session_ended", detail, supportCode("S", session.id), { since, ends: null }, nowSeconds);
}

/** Where a withdrawal stands; what nobody approves ends by time. */
export function stateOfWithdrawal(withdrawal: WithdrawalFact, nowSeconds: number): AccountState {
  const detail = stateAt(withdrawal, nowSeconds);
  const ends = detail === "awaiting_approval" ? withdrawal.expiresAtSeconds : null;
  return state("withdrawal", detail, supportCode("W", withdrawal.id), { since: withdrawal.createdAtSeconds, ends }, nowSeconds);
}

const known = (states: readonly (AccountState | null)[]): readonly AccountState[] => states.filter((one) => one !== null);

/** Every state of an account at a moment, the gravest first. Pure: whoever asks with the same facts gets the same answer. */
export function accountStates(facts: StandingFacts, limits: SessionLimits, nowSeconds: number): readonly AccountState[] {
  const { sub } = facts;
  const holds = known(facts.holds.map((hold) => stateOfHold(sub, hold, nowSeconds)));
  return [
    ...known([stateOfFreeze(sub, facts.freeze, nowSeconds)]),
    ...[...holds].sort((one, other) => (other.endsAtSeconds ?? 0) - (one.endsAtSeconds ?? 0)),
    ...known([stateOfRecovery(recoveryStanding(facts.recoveries, nowSeconds), nowSeconds)]),
    ...known(facts.guesses.map((guess) => stateOfLock(guess, nowSeconds))),
    ...known(facts.recoveryAttempts.map((attempt) => stateOfRecoveryLock(attempt, nowSeconds))),
    ...known(facts.closedWays.map((way) => stateOfWay(sub, way, nowSeconds))),
    ...known([stateOfEmailChange(sub, facts.emailChangeEndsAtSeconds, nowSeconds)]),
    ...facts.withdrawals.map((withdrawal) => stateOfWithdrawal(withdrawal, nowSeconds)),
    ...cancelledLately(facts.recoveries, nowSeconds),
    ...known(facts.sessions.map((session) => stateOfSession(session, limits, nowSeconds))),
  ];
}
