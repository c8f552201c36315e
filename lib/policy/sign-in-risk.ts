// When a sign-in is asked for one thing more, as figures. The rule that uses them is lib/identity/judge-sign-in-risk.ts.

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** Why a sign-in is unusual, the likeliest to be told first. */
export const SUSPICIONS = ["failed_attempts", "after_recovery", "network_change", "long_absence"] as const;

/** One reason. */
export type Suspicion = (typeof SUSPICIONS)[number];

/** The figures of the rule. */
export const SIGN_IN_RISK = {
  /** So many wrong passwords or codes at the account within the window make a browser that is new to it suspicious. */
  failures: 3,
  failureWindowSeconds: HOUR_SECONDS,
  /** So long after a recovery or a reset, every browser that was not known before it shows the mailbox once. */
  afterRecoverySeconds: 3 * DAY_SECONDS,
  /** Nobody is in three networks within ten minutes: two are at hand (the home's and the phone's), and between them one walks. */
  networks: 3,
  networkWindowSeconds: 600,
  /** After so long without any sign-in of the account, a new browser is not the habit of anybody. */
  absenceSeconds: 90 * DAY_SECONDS,
} as const;

/** Seconds for which a mailed code works, and for which a browser that answered may finish its sign-in. */
export const SUSPICION_CODE_SECONDS = 900;

/** Seconds before another code can be asked for. */
export const SUSPICION_RESEND_SECONDS = 30;

/** Wrong answers that end one sign-in. The pool's trigger counts them for itself, with the same figure. */
export const SUSPICION_ANSWERS_MAX = 3;
