// The policy of the support desk's own people: how long they stay, how fresh they must be, and when a new passkey of theirs begins to count.
import { STAFF_POOL } from "./pool-policy";

/** A desk that nobody acts at is closed after this. */
export const OPERATOR_IDLE_SECONDS = 15 * 60;

/** A session ends with the shift, whatever is done: with the refresh token's own life. */
export const OPERATOR_SESSION_SECONDS = STAFF_POOL.webClient.refreshTokenSeconds;

/** How fresh a sign-in must be for a passkey to be enrolled without an older one. */
export const OPERATOR_ENROLMENT_AGE_SECONDS_MAX = 300;

/** From its enrolment on, a passkey that no older one stands behind signs in but approves nothing for this long, unless a colleague confirms it. */
export const OPERATOR_PASSKEY_COOL_OFF_SECONDS = 24 * 60 * 60;
