// The figures of the rules, in one place: what a benign day stays below, and what no attack can stay below and still be worth its while. The benign day
// of `lib/monitoring/benign-day.test.ts` is what they were chosen against; docs/monitoring.md says why each of them is what it is.

/** An alert that nothing was added to for so long is closed; what comes later is a new one. */
export const QUIET_SECONDS = 1_800;

/** Seconds and counts of each rule. A rule raises at its count and not one below. */
export const THRESHOLDS = {
  /**
   * Failed and locked password attempts at one account. Strangers are locked after four; in the owner's own browser the locks between tries let about ten
   * through in this time, so more than that is no forgetful owner.
   */
  failuresAtOneAccount: { windowSeconds: 900, events: 15 },
  /** Wrong codes after a right password. A phone whose clock is off makes three or four, twice where its owner tries again. */
  secondFactorAtOneAccount: { windowSeconds: 900, events: 9 },
  /** Accounts that one network failed at and did not get into, and their least share of the accounts seen from there. */
  passwordSpray: { windowSeconds: 900, accounts: 8, share: 0.5 },
  /** Accounts that were failed at and not got into, over all networks, and their least share of the accounts seen. */
  credentialStuffing: { windowSeconds: 900, accounts: 20, networks: 6, share: 0.25 },
  /** Accounts asked after from one network that nobody has, or whose sign-up nobody confirms, and their least share of those asked after. */
  enumeration: { windowSeconds: 900, accounts: 10, share: 0.7 },
  recoveryAtOneAccount: { windowSeconds: 3_600, events: 6 },
  /** Accounts of ours that one network asks a way back into. */
  recoveryFromOneNetwork: { windowSeconds: 900, accounts: 5 },
  /** Refused changes of credentials that no proof follows. One change without a proof is enough by itself. */
  refusedChanges: { windowSeconds: 900, events: 5 },
  changeFromUnknownDevice: { windowSeconds: 3_600, events: 1 },
  stolenSession: { windowSeconds: 3_600, events: 1 },
  challengeFailures: { windowSeconds: 900, events: 4, accounts: 8 },
  /** Challenges that were started and neither passed nor failed within `answerSeconds`. */
  challengeAbandons: { windowSeconds: 3_600, answerSeconds: 300, events: 3, accounts: 6 },
  /** Refused tokens from one network, or in all where no network reaches that. */
  tokenFailures: { windowSeconds: 300, tokens: 15, tokensInAll: 40 },
  /** Unknown, revoked and expired keys of programs: a forgotten program asks on and on. */
  unknownKeys: { windowSeconds: 300, keys: 200 },
  poolChange: { windowSeconds: 600, events: 1 },
} as const;

/** The longest time that any rule looks back. */
export const WINDOW_SECONDS_MAX = 3_600;
