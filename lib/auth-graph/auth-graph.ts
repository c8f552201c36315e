// Every way in, back in, and on, as data: where a trader can stand and what leads from there to where. It is held against the product by
// scripts/graph/auth-graph.test.ts: a state without an exit, an edge without a test, and a screen, refusal, step or exception that is not on it
// turn the check red. What each edge needs is what makes two things provable: nobody is stuck, and nobody gets money out with one thing stolen.
import { APPROVAL_EDGES } from "./approval-edges";
import { CODE_TROUBLE, OUR_SIDE, PASSKEY_TROUBLE } from "./exception-groups";
import type { StateName } from "./auth-states";
import type { Edge } from "./graph-shapes";
import { UNUSUAL_EDGES } from "./unusual-edges";
import { WAY_BACK_EDGES } from "./way-back-edges";

const STRONG = ["password", "totp"] as const;

export const EDGES = {
  // Signing up
  sign_up: { from: "signed_out", to: "signing_up", by: "wants an account" },
  sign_up_sent: { from: "signing_up", to: "email_unconfirmed", by: "gives email and password", steps: ["CONFIRM_SIGN_UP"] },
  sign_up_refused: {
    ...{ from: "signing_up", to: "signing_up", by: "gives what cannot be used" },
    exceptions: ["AliasExistsException", "InvalidParameterException", "InvalidPasswordException", "UsernameExistsException"],
  },
  email_confirmed: { from: "email_unconfirmed", to: "signed_out", by: "types the mailed code", needs: ["mailbox"] },
  email_code_wrong: { from: "email_unconfirmed", to: "email_unconfirmed", by: "types another code", exceptions: CODE_TROUBLE },
  email_code_again: {
    ...{ from: "email_unconfirmed", to: "email_unconfirmed", by: "asks for the code again, and waits longer each time" },
    exceptions: ["CodeDeliveryFailureException", "RateLimitedException"],
  },
  sign_up_again: {
    ...{ from: "signing_up", to: "email_unconfirmed", by: "left before confirming, and signs up again" },
    exceptions: ["UserNotConfirmedException"],
  },

  // Signing in
  password_wrong: {
    ...{ from: "signed_out", to: "signed_out", by: "gives a wrong password, or an email that nobody has" },
    exceptions: ["NotAuthorizedException", "UserNotFoundException"],
  },
  password_right: {
    ...{ from: "signed_out", to: "code_asked", by: "gives the right password", needs: ["password"] },
    steps: [
      ...(["CONFIRM_SIGN_IN_WITH_TOTP_CODE", "CONFIRM_SIGN_IN_WITH_PASSWORD", "CONTINUE_SIGN_IN_WITH_MFA_SELECTION"] as const),
      "CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION",
    ],
  },
  ...UNUSUAL_EDGES,
  old_password: { from: "signed_out", to: "signed_out", by: "gives the password of another store, once, while that is open" },
  code_right: { from: "code_asked", to: "session", by: "types the code", needs: ["totp"], steps: ["DONE"] },
  code_wrong: { from: "code_asked", to: "code_asked", by: "types another or a used code", exceptions: CODE_TROUBLE },
  sign_in_too_slow: {
    from: "code_asked",
    to: "signed_out",
    by: "takes longer than the sign-in lives",
    exceptions: ["NotAuthorizedException"],
  },
  setup_asked: {
    ...{ from: "signed_out", to: "setup_asked", by: "gives the right password of an account without a second factor" },
    needs: ["password"],
    steps: ["CONTINUE_SIGN_IN_WITH_TOTP_SETUP", "CONTINUE_SIGN_IN_WITH_MFA_SETUP_SELECTION"],
  },
  setup_wrong: {
    ...{ from: "setup_asked", to: "setup_asked", by: "types another code" },
    exceptions: ["EnableSoftwareTokenMFAException", "MFAMethodNotFoundException", "SoftwareTokenMFANotFoundException"],
  },
  setup_done: { from: "setup_asked", to: "held", by: "sets up an authenticator; a hold starts" },
  passkey: { from: "signed_out", to: "session", by: "uses a passkey", needs: ["passkey"] },
  passkey_trouble: { from: "signed_out", to: "signed_out", by: "has no passkey here, or cancels", exceptions: PASSKEY_TROUBLE },
  passkey_planted: { from: "signed_out", to: "look_only", by: "uses a passkey that was not added here" },
  chose_to_look: { from: "signed_out", to: "look_only", by: "signs in to look only", needs: STRONG },
  factor_missing: { from: "code_asked", to: "signed_out", by: "shows one factor only", exceptions: ["SecondFactorRequiredException"] },
  other_trader: {
    from: "signed_out",
    to: "session",
    by: "is not whose session lives here",
    needs: ["session"],
    exceptions: ["OtherUserSignedInException"],
  },
  step_not_offered: {
    ...{ from: "signed_out", to: "desk", by: "meets a step that is not offered here" },
    exceptions: ["StepNotOfferedException"],
    steps: [
      ...(["CONFIRM_SIGN_IN_WITH_EMAIL_CODE", "CONFIRM_SIGN_IN_WITH_SMS_CODE", "CONTINUE_SIGN_IN_WITH_EMAIL_SETUP"] as const),
      "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED",
    ],
  },
  passkey_required: {
    from: "signed_out",
    to: "signed_out",
    by: "gives the password of an account without authenticator",
    exceptions: ["PasskeyRequiredException"],
  },
  passkeys_only_refuses: { from: "signed_out", to: "signed_out", by: "gives the password of a passkeys-only account" },

  // Paused, throttled, away
  guessed_too_often: {
    from: "signed_out",
    to: "locked",
    by: "guesses too often",
    codes: ["locked_out"],
    exceptions: ["LockedOutException"],
  },
  code_guessed_too_often: { from: "code_asked", to: "locked", by: "guesses codes too often" },
  lock_ends: { from: "locked", to: "signed_out", by: "waits out the countdown" },
  known_device: { from: "locked", to: "session", by: "signs in on a device that the account knows", needs: STRONG },
  switched_off: { from: "signed_out", to: "switched_off", by: "belongs to a switched-off account", needs: ["password"] },
  switched_off_asks: { from: "switched_off", to: "desk", by: "gives support the code" },
  throttled: {
    from: "signed_out",
    to: "out_of_reach",
    by: "is throttled",
    codes: ["rate_limited"],
    exceptions: ["TooManyRequestsException"],
  },
  part_away: { from: "signed_out", to: "out_of_reach", by: "meets an outage", codes: ["unavailable"], exceptions: OUR_SIDE },
  part_back: { from: "out_of_reach", to: "signed_out", by: "tries again after the pause" },

  // Ways back
  ...WAY_BACK_EDGES,

  // Freezing
  freeze_link: { from: "signed_out", to: "freezing", by: "opens the freeze link of a notice", needs: ["mailbox"] },
  freeze_confirmed: { from: "freezing", to: "frozen", by: "confirms, and signs in to look", needs: STRONG },
  freeze_left: { from: "freezing", to: "signed_out", by: "does not confirm; nothing happens" },
  frozen_here: { from: "session", to: "frozen", by: "freezes on the security page" },
  frozen_refuses: {
    from: "frozen",
    to: "frozen",
    by: "asks for anything else",
    codes: ["account_frozen"],
    exceptions: ["AccountFrozenException"],
  },
  unfreeze_asked: { from: "frozen", to: "thawing", by: "approves the unfreezing", needs: STRONG },
  thawed: { from: "thawing", to: "limited", by: "waits a day; a hold starts", isWait: true },
  frozen_again: { from: "thawing", to: "frozen", by: "is frozen again" },

  // Being signed in
  token_old: {
    from: "session",
    to: "stale",
    by: "is older than its token",
    codes: ["session_expired"],
    exceptions: ["SessionStaleException"],
  },
  renewed: { from: "stale", to: "session", by: "is renewed once, unseen", needs: ["session"] },
  not_renewed: {
    from: "stale",
    to: "signed_out",
    by: "cannot be renewed; a reused token ends the family",
    exceptions: ["RefreshTokenReuseException"],
  },
  idle: { from: "session", to: "ending", by: "does nothing for long, or nears twelve hours" },
  stays: { from: "ending", to: "session", by: "says to stay", needs: ["session"] },
  ended: { from: "ending", to: "signed_out", by: "says nothing; typed work is kept", codes: ["unauthenticated"] },
  signed_out_by_choice: { from: "session", to: "signed_out", by: "signs out, here or everywhere" },
  revoked: {
    from: "session",
    to: "signed_out",
    by: "is ended from another session",
    exceptions: ["SessionEndedException", "UnauthorizedException"],
  },
  replayed: { from: "session", to: "signed_out", by: "comes from another client" },
  look_only_refuses: {
    from: "look_only",
    to: "look_only",
    by: "tries to act",
    codes: ["forbidden"],
    exceptions: ["ReadOnlySessionException"],
  },
  look_only_ends: { from: "look_only", to: "signed_out", by: "signs out" },
  held_refuses: { from: "held", to: "held", by: "asks for a withdrawal", codes: ["withdrawal_hold"] },
  hold_ends: { from: "held", to: "session", by: "waits out the hold", isWait: true },
  not_ours: {
    ...{ from: "session", to: "session", by: "sends what our pages do not send", exceptions: ["RequestRefusedException"] },
    codes: [
      ...(["wrong_origin", "method_not_allowed", "too_large", "unsupported_media_type", "misdirected", "malformed_request"] as const),
      ...(["invalid_request", "not_found"] as const),
    ],
  },

  wallet_linked: { from: "session", to: "session", by: "links a wallet by its signature; it is only shown", needs: ["session"] },
  wallet_refused: {
    ...{ from: "session", to: "session", by: "brings a signature that does not prove the wallet", codes: ["wallet_refused"] },
  },

  // Approving
  ...APPROVAL_EDGES,
} as const satisfies Record<string, Edge<StateName>>;

export type EdgeName = keyof typeof EDGES;
