// How long each weakening of an account delays its withdrawals. Data, so that every duration stands in one place and has its test.

const DAY_SECONDS = 24 * 60 * 60;

/** Seconds that a hold lasts, by what started it. Each trigger starts a hold of its own from then on; nothing shortens one. */
export const HOLD_SECONDS = {
  /** The first authenticator was set up after a password alone: whoever had the password could have done it. */
  first_factor: DAY_SECONDS,
  /** Somebody signed in with a passkey that was not added through us. */
  unknown_passkey: DAY_SECONDS,
} as const;
